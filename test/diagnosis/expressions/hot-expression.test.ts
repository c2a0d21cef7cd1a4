import { describe, expect, it } from 'vitest'
import { type CarrierRule, diagnoseRecordings, type PackageSources } from '../../../src/diagnosis/index.ts'
import { makeOwned, type ShortStack } from '../make-owned.ts'

const route = String.raw`^\/trips(?:\/([^\/#\?]+?))-([^\/#\?]+?)[\/#\?]?$`
const colours = String.raw`[\u001B\u009B][[\]()#;?]*(?:;[-a-zA-Z\d\/#&.:=?%@~_]*)*\u0007`

const dependencies = { router: ['paths', 'logger'], paths: [], 'paths-copy': [], logger: [], colours: [] }
const carriers: readonly CarrierRule[] = [{ ecosystem: 'npm', role: 'framework', packages: ['router'] }]

const run = (caller: string, pattern: string): readonly ShortStack[] => [
  { frames: ['shop:serve', caller, `std:RegExp/${pattern}`], samples: 900 },
  { frames: ['shop:serve', 'logger:write'], samples: 100 },
]

/** Code by package, a file `index.js` each. */
type Code = Readonly<Record<string, string>>

function diagnose(stacks: readonly ShortStack[], code: Code = {}, rules: readonly CarrierRule[] = []) {
  const owned = makeOwned(['shop'], dependencies, stacks, 'npm')
  const sources: PackageSources = new Map(
    Object.entries(code).map(([name, text]) => [
      owned.graph.packages.findIndex((entry) => entry.name === name),
      { files: [{ path: 'index.js', text }] },
    ]),
  )
  return diagnoseRecordings([{ name: 'profile', owned }], { sources, carriers: rules })
}

const routeMaker = `route += '(?:' + '/' + '([^/#?]+?)' + ')'; route += '[/#?]?$'; return new RegExp(route)`
const routerCode = `const paths = require('paths'); this.regexp = paths(route)`
const nothing = { shop: '', logger: '' }

describe('a hot expression without any code to look into', () => {
  const rows: readonly (readonly [who: string, caller: string, verdict: string, cap: number])[] = [
    ['a library', 'logger:write', 'dependency', 0.85],
    ['a framework, which runs what others wrote', 'router:match', 'dependency', 0.5],
    ['own code', 'shop:scrub', 'own-code', 0.5],
  ]
  for (const [who, caller, verdict, cap] of rows) {
    it(`is laid at the door of what runs it, ${who}, without being sure, and says what would tell`, () => {
      const { diagnosis } = diagnose(run(caller, route), {}, carriers)
      expect(diagnosis).toMatchObject({ verdict, shape: { kind: 'regex-backtracking' } })
      expect(diagnosis.confidence).toBeLessThanOrEqual(cap)
      expect(diagnosis.needs.map(({ kind, what }) => `${kind} ${what}`)).toContain('package-source pkg:npm/shop@1.0.0')
    })
  }

  it('asks for the dependencies next, those first that the running code asks for', () => {
    const { diagnosis } = diagnose(run('router:match', route), { shop: '', router: routerCode }, carriers)
    expect(diagnosis.culprit?.purl).toBe('pkg:npm/router@1.0.0')
    expect(diagnosis.needs.map(({ what }) => what)).toEqual(['pkg:npm/paths@1.0.0', 'pkg:npm/logger@1.0.0'])
  })

  it('asks for another recording where this one cut the expression', () => {
    const { diagnosis } = diagnose(run('logger:write', ''))
    expect(diagnosis).toMatchObject({ verdict: 'dependency', needs: [{ kind: 'recording' }] })
    expect(diagnosis.confidence).toBeLessThanOrEqual(0.85)
  })
})

describe('a hot expression is blamed on', () => {
  it('the library that runs it, where it stands in its code, for sure', () => {
    const { diagnosis } = diagnose(run('logger:write', '(a+)+;$'), { shop: '', logger: 'text.replace(/(a+)+;$/, "")' })
    expect(diagnosis.culprit?.purl).toBe('pkg:npm/logger@1.0.0')
    expect(diagnosis.confidence).toBeGreaterThan(0.9)
    expect(diagnosis.needs).toEqual([])
    expect(diagnosis.culprit?.reasons.join()).toContain('index.js of pkg:npm/logger@1.0.0, which runs it')
  })

  it('own code, where it stands there and a library runs it', () => {
    const code = { shop: `rules.add(/^(\\w+\\s?)+$/)`, logger: '' }
    const { diagnosis } = diagnose(run('logger:write', String.raw`^(\w+\s?)+$`), code)
    expect(diagnosis).toMatchObject({ verdict: 'own-code', culprit: null })
    expect(diagnosis.confidence).toBeGreaterThan(0.9)
  })

  it('what runs it, less surely, where own code holds the same one', () => {
    const code = { shop: '/(a+)+;$/', logger: '/(a+)+;$/' }
    const { diagnosis } = diagnose(run('logger:write', '(a+)+;$'), code)
    expect(diagnosis.culprit?.purl).toBe('pkg:npm/logger@1.0.0')
    expect(diagnosis.confidence).toBeLessThan(0.9)
  })

  it('the dependency that holds nearly all of its pieces and has no frame, though own code runs it', () => {
    const parts = [colours.slice(0, 20), colours.slice(20)].map((part) => `'${part.replaceAll('\\', '\\\\')}'`)
    const code = { shop: `text.replace(require('colours')(), '')`, colours: `[${parts.join(', ')}].join('')` }
    const { diagnosis, measures } = diagnose(run('shop:scrub', colours), code)
    const { culprit } = diagnosis
    expect(culprit).toMatchObject({ purl: 'pkg:npm/colours@1.0.0', wrappers: ['pkg:npm/shop@1.0.0'] })
    expect(culprit?.share).toMatchObject({ self: 0, total: 0 })
    expect(culprit?.share.mentioned).toBeCloseTo(0.9)
    expect(measures.owned.owners[culprit?.owner ?? -1]?.name).toBe('pkg:npm/colours@1.0.0')
    expect(culprit?.reasons.join()).toMatch(/holds \d+ % of the expression's six-character pieces.*only runs it/)
  })

  it('the dependency that makes expressions like it, though a framework runs it', () => {
    const code = { ...nothing, router: routerCode, paths: routeMaker }
    const { diagnosis } = diagnose(run('router:match', route), code, carriers)
    expect(diagnosis.culprit).toMatchObject({
      purl: 'pkg:npm/paths@1.0.0',
      wrappers: ['pkg:npm/shop@1.0.0', 'pkg:npm/router@1.0.0'],
    })
    expect(diagnosis.suspects[1]?.purl).toBe('pkg:npm/router@1.0.0')
    expect(diagnosis.confidence).toBeGreaterThan(0.8)
    expect(diagnosis.confidence).toBeLessThan(0.9)
  })

  it('the copy that the running package depends on, of two with the same code', () => {
    const code = { ...nothing, router: routerCode, 'paths-copy': routeMaker, paths: routeMaker }
    expect(diagnose(run('router:match', route), code).diagnosis.culprit?.purl).toBe('pkg:npm/paths@1.0.0')
  })

  it('the package whose expressions take most time together, each being small', () => {
    const stacks: readonly ShortStack[] = [
      { frames: ['shop:serve', 'logger:write', 'std:RegExp/^(a+)+;$'], samples: 200 },
      { frames: ['shop:serve', 'logger:line', 'std:RegExp/^(b+)+;$'], samples: 200 },
      { frames: ['shop:serve', 'router:match', 'std:RegExp/^(c+)+;$'], samples: 350 },
    ]
    const code = { shop: '', logger: '/^(a+)+;$/ /^(b+)+;$/', router: '/^(c+)+;$/' }
    expect(diagnose(stacks, code).diagnosis.culprit?.purl).toBe('pkg:npm/logger@1.0.0')
  })

  it('what runs it, where all code near it was looked into in vain', () => {
    const code = { shop: '', router: routerCode, paths: '', logger: '' }
    const { diagnosis } = diagnose(run('router:match', route), code)
    expect(diagnosis).toMatchObject({ culprit: { purl: 'pkg:npm/router@1.0.0' }, needs: [] })
    expect(diagnosis.confidence).toBeLessThan(0.8)
  })
})

it('leaves the verdict to what own code does besides, where that is more', () => {
  const stacks: readonly ShortStack[] = [
    { frames: ['shop:serve', 'logger:write', 'std:RegExp/(a+)+;$'], samples: 350 },
    { frames: ['shop:serve', 'shop:sum'], samples: 650 },
  ]
  expect(diagnose(stacks, { shop: '', logger: '/(a+)+;$/' }).diagnosis.verdict).toBe('own-code')
})
