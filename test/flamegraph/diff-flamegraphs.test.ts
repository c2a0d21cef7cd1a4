import { describe, expect, it } from 'vitest'
import { diffFlamegraphs, renderSvg } from '../../src/flamegraph/index.ts'
import { highlightOf, ownedProfile, type Stack } from './helpers.ts'

function stepsOf(
  before: readonly Stack[],
  after: readonly Stack[],
  durations: [number | null, number | null] = [10, 10],
) {
  const ownedAfter = ownedProfile(after, { durationSeconds: durations[1] })
  const ownedBefore = ownedProfile(before, { durationSeconds: durations[0] })
  return diffFlamegraphs(ownedBefore, ownedAfter, highlightOf(ownedAfter, null))
}

const stack = (name: string, weight: number): Stack => ({ frames: ['own edge|main', `serde|${name}`], weight })

describe('a differential flamegraph', () => {
  const changes = [
    { before: 1000, after: 10, step: -3, why: 'nearly gone' },
    { before: 1000, after: 400, step: -2, why: 'less than half' },
    { before: 1000, after: 700, step: -1, why: 'less' },
    { before: 1000, after: 900, step: 0, why: 'within a quarter' },
    { before: 1000, after: 1200, step: 0, why: 'within a quarter' },
    { before: 1000, after: 1500, step: 1, why: 'more' },
    { before: 1000, after: 2500, step: 2, why: 'more than twice' },
    { before: 100, after: 5000, step: 3, why: 'more than four times' },
    { before: 1, after: 6, step: 0, why: 'too little to tell' },
  ] as const
  for (const { before, after, step, why } of changes) {
    it(`gives ${before} ms that became ${after} ms the step ${step}: ${why}`, () => {
      const rest = stack('rest', 5000)
      const layout = stepsOf([stack('read', before), rest], [stack('read', after), rest])
      expect(layout.nodes.find((node) => node.symbol === 'read')?.change).toEqual({ before: before * 1e6, step })
    })
  }

  it('compares weight per second, so that a longer recording is no regression', () => {
    const layout = stepsOf([stack('read', 100)], [stack('read', 1000)], [5, 50])
    expect(layout.comparison?.basis).toBe('per-second')
    expect(layout.nodes.map((node) => node.change?.step)).toEqual([0, 0, 0])
  })

  it('compares shares where a recording does not tell how long it took', () => {
    const layout = stepsOf([stack('read', 100)], [stack('read', 1000)], [null, 50])
    expect(layout.comparison?.basis).toBe('share')
    expect(layout.nodes.map((node) => node.change?.step)).toEqual([0, 0, 0])
  })

  it('shows a stack that is new as much more', () => {
    const layout = stepsOf([stack('read', 100)], [stack('read', 100), stack('retry', 100)])
    expect(layout.nodes.find((node) => node.symbol === 'retry')?.change).toEqual({ before: 0, step: 3 })
  })

  it('compares with a recording that was idle throughout', () => {
    const idle = [{ ...stack('read', 100), idle: true }]
    const woken = stepsOf(idle, [stack('read', 100)], [null, null])
    expect(woken.nodes.map((node) => node.change?.step)).toEqual([3, 3, 3])
    const calmed = stepsOf([stack('read', 100)], idle, [null, null])
    expect(calmed.nodes.map((node) => node.change?.step)).toEqual([-3])
    const still = stepsOf(idle, idle, [null, null])
    expect(still.nodes.map((node) => node.change?.step)).toEqual([0])
    for (const layout of [woken, calmed, still]) expect(renderSvg(layout)).not.toMatch(/NaN|Infinity/)
  })

  it('says what vanished, the heaviest first', () => {
    const before = [
      { frames: ['own edge|main', 'tracing|enter', 'sharded-slab|get'], weight: 600 },
      { frames: ['own edge|main', 'tokio|wake'], weight: 300 },
      stack('read', 100),
    ]
    const layout = stepsOf(before, [stack('read', 100)])
    expect(layout.notes).toEqual([
      'Gone since before: 3 frames with 90.0 % of its weight; most in tracing · enter 60.0 %, tokio · wake 30.0 %.',
    ])
  })

  it('tells a function of one owner from the same name of another', () => {
    const layout = stepsOf([stack('read', 100)], [{ frames: ['own edge|main', 'json|read'], weight: 100 }])
    expect(layout.nodes.find((node) => node.symbol === 'read')?.change?.before).toBe(0)
  })

  it('refuses an earlier profile without the metric', () => {
    const after = ownedProfile([stack('read', 1)])
    const before = ownedProfile([stack('read', 1)], { metric: { name: 'cycles', unit: 'cycles', kind: 'cpu' } })
    expect(() => diffFlamegraphs(before, after, highlightOf(after, null))).toThrow(
      'the earlier profile has no metric cpu-clock in nanoseconds, only cycles in cycles; compare recordings of one event',
    )
  })
})
