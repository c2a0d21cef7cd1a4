import { describe, expect, it } from 'vitest'
import { diagnoseRecordings, type PackageSources } from '../../../src/diagnosis/index.ts'
import type { Ecosystem, OwnedProfile } from '../../../src/ownership/index.ts'
import { makeOwned } from '../make-owned.ts'

/** A service whose time is in its language's engine for expressions, three quarters of it asked for by one function. */
function underEngine(engine: string, runner: 'feed' | 'checkout', ecosystem: Ecosystem): OwnedProfile {
  const above = runner === 'feed' ? ['checkout:run', 'feed:parse'] : ['checkout:parse']
  const owned = makeOwned(
    ['checkout'],
    { feed: [], other: [] },
    [
      { frames: [...above, `std:${engine}`], samples: 750 },
      { frames: ['checkout:run', 'other:work'], samples: 250 },
    ],
    ecosystem,
  )
  const frames = owned.frames.map((frame) => ({ ...frame, symbol: frame.symbol.replace(/^std:/, '') }))
  const profile = {
    ...owned.profile,
    frames: owned.profile.frames.map((frame) => ({ ...frame, file: '/srv/a/parse.rb' })),
  }
  return { ...owned, profile, frames }
}

const diagnose = (owned: OwnedProfile, sources: PackageSources = new Map()) =>
  diagnoseRecordings([{ name: 'profile', owned }], { sources }).diagnosis

const engines: readonly (readonly [string, Ecosystem])[] = [
  ['java.util.regex.Pattern$Loop.match', 'maven'],
  ['StringScanner#scan', 'gem'],
  ['String#gsub', 'gem'],
  ['preg_match', 'composer'],
  ['sre_ucs1_match', 'pypi'],
]

describe('an engine for regular expressions that does not show them', () => {
  it.for(engines)('is told by %s', ([engine, ecosystem]) => {
    const { shape, verdict, culprit, confidence, needs } = diagnose(underEngine(engine, 'feed', ecosystem))
    expect(shape.kind).toBe('regex-backtracking')
    expect(verdict).toBe('dependency')
    expect(culprit?.purl).toBe(`pkg:${ecosystem}/feed@1.0.0`)
    expect(confidence).toBeLessThan(0.9)
    expect(needs).toEqual([
      { kind: 'package-source', what: `pkg:${ecosystem}/feed@1.0.0`, why: 'it runs the hot expression' },
    ])
  })

  it('is not told by a function of the language that has nothing to do with expressions', () => {
    expect(diagnose(underEngine('String#upcase', 'feed', 'gem')).shape.kind).toBe('quadratic-algorithm')
  })

  const code = (text: string): PackageSources =>
    new Map([0, 1].map((index) => [index, { files: [{ path: 'parse.rb', text }] }]))

  it('is laid at the door of the package whose running function holds an expression', () => {
    const owned = underEngine('StringScanner#scan', 'feed', 'gem')
    const { verdict, confidence, suspects, needs } = diagnose(
      owned,
      code('def parse(line)\n  line.scan(/(a+)+b/)\nend\n'),
    )
    expect(verdict).toBe('dependency')
    expect(confidence).toBeGreaterThan(0.9)
    expect(suspects[0]?.reasons).toContain('`feed:parse` holds the expression `(a+)+b` (parse.rb)')
    expect(needs).toEqual([])
  })

  it('leaves it open whose an expression is that a function is handed', () => {
    const owned = underEngine('StringScanner#scan', 'feed', 'gem')
    expect(diagnose(owned, code('def parse(line, rule)\n  line.scan(rule)\nend\n')).confidence).toBeLessThan(0.75)
  })

  it('is our own where our function holds the expression', () => {
    const owned = underEngine('StringScanner#scan', 'checkout', 'gem')
    const { verdict, confidence } = diagnose(owned, code('def parse(line)\n  line.scan(/(a+)+b/)\nend\n'))
    expect(verdict).toBe('own-code')
    expect(confidence).toBeGreaterThan(0.9)
  })
})
