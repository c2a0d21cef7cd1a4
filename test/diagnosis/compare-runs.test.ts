import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CompareOptions, compareRuns, diagnoseRecordings, type Result } from '../../src/diagnosis/index.ts'
import type { OwnedProfile } from '../../src/ownership/index.ts'
import { makeOwned, type ShortStack } from './make-owned.ts'

const dependencies = { tokio: [], tracing: ['tracing-core'], 'tracing-core': [], tls: ['codec'], codec: [] }
const service = (stacks: readonly ShortStack[]): OwnedProfile => makeOwned(['checkout'], dependencies, stacks)
const diagnosed = (owned: OwnedProfile): Result => diagnoseRecordings([{ name: 'profile', owned }])
const run = (stacks: readonly ShortStack[]): Result => diagnosed(service(stacks))
const ran: CompareOptions = { trigger: 'ran', versionsKnown: false }

const polled = ['tokio:run', 'tracing:poll<checkout>', 'checkout:poll<tls>']
const ordinary = (samples: number): ShortStack[] => [
  { frames: [...polled, 'checkout:handle'], samples },
  { frames: [...polled, 'tls:poll_read', 'tokio:poll_recv', 'kernel:recv'], samples: samples * 2 },
]
const spinning: readonly ShortStack[] = [
  { frames: [...polled, 'tracing-core:enter'], samples: 3000 },
  { frames: [...polled, 'tls:poll_read', 'tokio:wake_by_ref'], samples: 60 },
  ...ordinary(40),
]
const spin = run(spinning)
const cured = run([{ frames: [...polled, 'tracing-core:enter'], samples: 60 }, ...ordinary(40)])

const rendered = ['checkout:serve', 'codec:render', 'codec:escape']
const plain = ['checkout:serve', 'codec:render', 'codec:copy']
const quadratic = run([
  { frames: rendered, samples: 3000 },
  { frames: ['checkout:serve', 'checkout:list'], samples: 50 },
  { frames: plain, samples: 50 },
])
const quietStacks: readonly ShortStack[] = [
  { frames: rendered, samples: 2 },
  { frames: plain, samples: 300 },
  { frames: ['checkout:serve', 'checkout:list'], samples: 60 },
]
const quiet = run(quietStacks)

const withDuration = (owned: OwnedProfile, durationSeconds: number | null): OwnedProfile => ({
  ...owned,
  profile: { ...owned.profile, durationSeconds },
})
const withVersion = (owned: OwnedProfile, name: string, version: string): OwnedProfile => ({
  ...owned,
  graph: {
    ...owned.graph,
    packages: owned.graph.packages.map((entry) => (entry.name === name ? { ...entry, version } : entry)),
  },
})

describe('a spin that was cured', () => {
  it('is resolved though the share of the culprit has risen', () => {
    const culprit = spin.diagnosis.culprit?.owner ?? -1
    expect(spin.measures.owned.owners[culprit]?.name).toBe('pkg:cargo/tls@1.0.0')
    const [before = 1, after = 0] = [spin, cured].map(({ measures }) => measures.owners[culprit]?.total)
    expect(after).toBeGreaterThan(before)
    const comparison = compareRuns(spin, cured, ran)
    expect(comparison.outcome).toBe('resolved')
    expect(comparison.reasons).toContain('the trigger ran, on the word of whoever compares')
  })

  it('counts cores, not samples: a longer recording of the same spin is still the spin', () => {
    const longer = diagnosed(withDuration(service(spinning.map((one) => ({ ...one, samples: one.samples * 3 }))), 15))
    const load = compareRuns(spin, longer, ran).changes[0]
    expect(load?.what).toBe('load')
    expect(load?.ratio).toBeCloseTo(1)
    expect(compareRuns(spin, longer, ran).outcome).toBe('still-there')
  })
})

describe('what is not comparable', () => {
  const cases: readonly (readonly [string, Result, Result, CompareOptions, RegExp])[] = [
    ['a quiet run', spin, cured, { ...ran, trigger: 'absent' }, /trigger did not run/],
    ['a run of which nobody knows', spin, cured, { ...ran, trigger: 'unknown' }, /nobody says/],
    ['a run with a handful of samples', spin, run(ordinary(2)), ran, /6 samples on the CPU/],
    [
      'another service',
      spin,
      diagnosed(makeOwned(['billing'], dependencies, [{ frames: ['billing:charge', 'codec:copy'], samples: 900 }])),
      ran,
      /another service/,
    ],
    [
      'a run without symbols',
      spin,
      run([{ frames: ['unknown:[unknown]'], samples: 900 }, ...ordinary(10)]),
      ran,
      /has no owner/,
    ],
    [
      'a run in which our own code hardly worked',
      spin,
      run([{ frames: [...polled, 'tls:poll_read', 'tokio:poll_recv', 'kernel:recv'], samples: 90 }, ...ordinary(1)]),
      ran,
      /another workload/,
    ],
    [
      'a recording without wall time that looks better',
      spin,
      diagnosed(withDuration(cured.measures.owned, null)),
      ran,
      /shares alone prove no cure/,
    ],
    ['a culprit that still works, of unknown version', quadratic, quiet, ran, /nothing says that another version/],
    [
      'a culprit that still works in the same version: the trigger was withdrawn',
      quadratic,
      quiet,
      { ...ran, versionsKnown: true },
      /same version with the same dependencies/,
    ],
    ['an older run that shows nothing', run([]), cured, ran, /older recording/],
  ]
  for (const [what, before, after, options, reason] of cases) {
    it(what, () => {
      const comparison = compareRuns(before, after, options)
      expect(comparison.outcome).toBe('not-comparable')
      expect(comparison.reasons[0]).toMatch(reason)
      expect(comparison.next).toHaveLength(1)
    })
  }
})

describe('a culprit that still works', () => {
  it('is cured where another version of it, or of what it uses, ran and the symptom is gone', () => {
    const upgraded = diagnosed(withVersion(service(quietStacks), 'codec', '1.0.1'))
    const comparison = compareRuns(quadratic, upgraded, { ...ran, versionsKnown: true })
    expect(comparison.versions).toEqual(['codec 1.0.0 → 1.0.1'])
    expect(comparison.outcome).toBe('resolved')
  })
})

describe('without wall time', () => {
  it('the same picture is the same trouble', () => {
    const folded = diagnosed(withDuration(service(spinning), null))
    expect(compareRuns(folded, folded, ran).outcome).toBe('still-there')
  })
})

describe('laws', () => {
  const stack = fc.record({
    frames: fc.constantFrom(rendered, plain, ['checkout:serve', 'checkout:list'], [...polled, 'tls:poll_read']),
    samples: fc.integer({ min: 1, max: 5000 }),
  })
  const stacks = fc.array(stack, { minLength: 1, maxLength: 6 })

  it('no run is the cure of itself', () => {
    fc.assert(
      fc.property(stacks, (given) => {
        const one = run(given)
        expect(compareRuns(one, one, ran).outcome).not.toBe('resolved')
      }),
    )
  })

  it('nothing is resolved without the word that the trigger ran', () => {
    fc.assert(
      fc.property(stacks, stacks, fc.constantFrom('absent' as const, 'unknown' as const), (older, newer, trigger) => {
        const comparison = compareRuns(run(older), run(newer), { trigger, versionsKnown: true })
        expect(comparison.outcome).toBe('not-comparable')
      }),
    )
  })
})
