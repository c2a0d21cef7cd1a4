import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { layoutFlamegraph } from '../../src/flamegraph/index.ts'
import { defaultLimits } from '../../src/flamegraph/layout-flamegraph.ts'
import type { FlamegraphLayout, FlamegraphNode } from '../../src/flamegraph/types.ts'
import { ProfileBuilder } from '../../src/profile/index.ts'
import { highlightOf, ownedProfile, type Stack } from './helpers.ts'

const everything = { maxNodes: Number.POSITIVE_INFINITY, maxLevels: Number.POSITIVE_INFINITY, minShare: 0 }

const spin: readonly Stack[] = [
  { frames: ['rust std|start', 'tokio|run', 'own edge|poll|tls', 'tracing|enter'], weight: 50 },
  { frames: ['rust std|start', 'tokio|run', 'own edge|poll|tls', 'tls|poll_read', 'kernel|recv'], weight: 20 },
  { frames: ['rust std|start', 'tokio|run', 'tls|handshake', 'ring|multiply', 'tls|verify'], weight: 20 },
  { frames: ['rust std|start', 'tokio|park', 'kernel|epoll_wait'], weight: 10 },
  { frames: ['rust std|start', 'tokio|park', 'kernel|epoll_wait'], weight: 900, idle: true },
]

function layoutOf(stacks: readonly Stack[], culprit: string | null = null, carriers: readonly string[] = []) {
  const owned = ownedProfile(stacks)
  return layoutFlamegraph(owned, highlightOf(owned, culprit, carriers))
}

function find(layout: FlamegraphLayout, symbol: string): FlamegraphNode {
  const node = layout.nodes.find((candidate) => candidate.symbol === symbol)
  if (node === undefined) throw new Error(`no node for ${symbol}`)
  return node
}

describe('the layout of a flamegraph', () => {
  it('merges equal stacks and leaves idle samples out', () => {
    const layout = layoutOf(spin)
    expect(layout.weight).toBe(100e6)
    expect(layout.samples).toBe(4)
    expect(find(layout, 'run').weight).toBe(90e6)
    expect(find(layout, 'park').weight).toBe(10e6)
  })

  it('puts the heaviest sibling left, and of equals the first by name', () => {
    const layout = layoutOf([
      { frames: ['own edge|a'], weight: 1 },
      { frames: ['own edge|c'], weight: 3 },
      { frames: ['own edge|b'], weight: 3 },
    ])
    expect(layout.nodes.map((node) => [node.symbol, node.start / 1e6])).toEqual([
      ['all', 0],
      ['b', 0],
      ['c', 3],
      ['a', 6],
    ])
  })

  it('tells own code, the culprit, carriers and the rest apart', () => {
    const layout = layoutOf(spin, 'tls', ['tokio', 'tracing'])
    const categories = Object.fromEntries(layout.nodes.map((node) => [node.symbol, node.category]))
    expect(categories).toEqual({
      all: null,
      start: 'standard-library',
      run: 'carrier',
      park: 'carrier',
      poll: 'own',
      enter: 'carrier',
      poll_read: 'culprit',
      recv: 'kernel',
      handshake: 'culprit',
      multiply: 'dependency',
      verify: 'culprit',
      epoll_wait: 'kernel',
    })
  })

  it('keeps own code own where it is a carrier too', () => {
    const layout = layoutOf([{ frames: ['own edge|poll'], weight: 1 }], null, ['own edge'])
    expect(find(layout, 'poll').category).toBe('own')
  })

  it('counts the engine as standard library, and native code without a package as other', () => {
    const layout = layoutOf([{ frames: ['gc|sweep', 'libc.so.6|memset', '[unknown]|[unknown]'], weight: 1 }])
    expect(layout.nodes.map((node) => node.category)).toEqual([null, 'standard-library', 'other', 'other'])
  })

  it('marks the frames of the culprit and those that name it, and measures both once for each stack', () => {
    const layout = layoutOf(spin, 'tls', ['tokio', 'tracing'])
    expect(find(layout, 'poll').mark).toBe('named')
    expect(find(layout, 'poll_read').mark).toBe('culprit')
    expect(find(layout, 'enter').mark).toBeNull()
    expect(layout.culprit).toEqual({
      name: 'pkg:cargo/tls@1.0.0',
      label: 'tls',
      self: 0.2,
      total: 0.4,
      named: 0.7,
    })
  })

  it('divides self weight among the categories that occur', () => {
    const { legend } = layoutOf(spin, 'tls', ['tokio', 'tracing'])
    expect(legend).toEqual([
      { category: 'own', share: 0 },
      { category: 'culprit', share: 0.2 },
      { category: 'dependency', share: 0 },
      { category: 'carrier', share: 0.5 },
      { category: 'standard-library', share: 0 },
      { category: 'kernel', share: 0.3 },
    ])
  })

  it('says how many narrow frames it does not draw, and how much they weigh', () => {
    const narrow = Array.from({ length: 30 }, (_, index) => ({
      frames: [`serde|leaf${index}`, 'serde|deeper'],
      weight: 1,
    }))
    const owned = ownedProfile([{ frames: ['own edge|main'], weight: 970 }, ...narrow])
    const layout = layoutFlamegraph(owned, highlightOf(owned, null), { ...defaultLimits, minShare: 0.01 })
    expect(layout.nodes).toHaveLength(2)
    expect(layout.notes).toEqual(['60 narrow frames are not drawn; they hold 3.0 % of the weight.'])
  })

  it('draws the heaviest frames where there are too many', () => {
    const owned = ownedProfile(spin)
    const layout = layoutFlamegraph(owned, highlightOf(owned, null), { ...everything, maxNodes: 4 })
    expect(layout.nodes.map((node) => node.symbol)).toEqual(['all', 'start', 'run', 'poll'])
    expect(layout.notes).toEqual(['8 narrow frames are not drawn; they hold 100.0 % of the weight.'])
  })

  it('says how much stands above the depth to which it draws', () => {
    const owned = ownedProfile([
      { frames: Array.from({ length: 5000 }, (_, depth) => `parser|parse${depth}`), weight: 1 },
    ])
    const layout = layoutFlamegraph(owned, highlightOf(owned, null))
    expect(layout.levels).toBe(defaultLimits.maxLevels)
    expect(layout.notes).toEqual([
      'Stacks are drawn to a depth of 127 frames; 4,873 frames above it, with 100.0 % of the weight, are not.',
    ])
  })

  it('says that a delta has weights that it can not draw', () => {
    const builder = new ProfileBuilder()
    const metric = builder.metric('cpu', 'nanoseconds', 'cpu')
    const thread = builder.thread('checkout', null, null)
    const fields = { file: null, line: null, object: null, kind: null, inlined: false }
    builder.add(builder.child(0, builder.frame({ name: 'a', ...fields })), thread, metric, 7, 1)
    builder.add(builder.child(0, builder.frame({ name: 'b', ...fields })), thread, metric, -5, 1)
    const profile = builder.finish({ format: 'pprof', durationSeconds: null, understood: 1, notes: [] })
    const template = ownedProfile([
      { frames: ['own edge|a'], weight: 1 },
      { frames: ['own edge|b'], weight: 1 },
    ])
    const layout = layoutFlamegraph({ ...template, profile }, highlightOf(template, null))
    expect(layout.weight).toBe(7)
    expect(layout.notes).toEqual(['Stacks of negative weight (the profile is a delta) are not drawn: 1.'])
  })

  it('says that there is nothing to draw where every sample is idle', () => {
    const layout = layoutOf([{ frames: ['kernel|epoll_wait'], weight: 5, idle: true }], 'kernel')
    expect(layout.nodes.map((node) => node.symbol)).toEqual(['all'])
    expect(layout.legend).toEqual([])
    expect(layout.culprit).toBeNull()
    expect(layout.notes).toEqual(['Nothing to draw: no sample of cpu-clock that is not idle has weight.'])
  })

  it('refuses a metric that the profile does not have', () => {
    const owned = ownedProfile(spin)
    expect(() => layoutFlamegraph(owned, { ...highlightOf(owned, null), metric: 3 })).toThrow(
      'flamegraph of metric 3 of a profile with 1 metrics',
    )
  })
})

describe('the laws of a flamegraph, whatever the profile', () => {
  const frame = fc.constantFrom(
    'own edge|main',
    'tokio|run',
    'tokio|poll|tls',
    'tls|read',
    'kernel|recv',
    'serde|parse',
  )
  const stack = fc.record({
    frames: fc.array(frame, { minLength: 1, maxLength: 8 }),
    weight: fc.integer({ min: 1, max: 1000 }),
    idle: fc.boolean(),
  })
  const limits = fc.record({
    maxNodes: fc.integer({ min: 1, max: 40 }),
    maxLevels: fc.integer({ min: 1, max: 9 }),
    minShare: fc.double({ min: 0, max: 0.3, noNaN: true }),
  })
  const stacks = fc.array(stack, { minLength: 1, maxLength: 40 })

  it('loses no weight', () => {
    fc.assert(
      fc.property(stacks, (chosen) => {
        const owned = ownedProfile(chosen)
        const layout = layoutFlamegraph(owned, highlightOf(owned, null), everything)
        const busy = chosen.filter(({ idle }) => !idle).reduce((sum, { weight }) => sum + weight * 1e6, 0)
        expect(layout.weight).toBe(busy)
        expect(layout.nodes.reduce((sum, node) => sum + node.selfWeight, 0)).toBe(busy)
        for (const [index, node] of layout.nodes.entries()) {
          const children = layout.nodes.filter((child) => child.parent === index)
          expect(children.reduce((sum, child) => sum + child.weight, node.selfWeight)).toBe(node.weight)
        }
      }),
    )
  })

  it('keeps every frame within its parent and right of its neighbour, however much is left out', () => {
    fc.assert(
      fc.property(stacks, limits, (chosen, chosenLimits) => {
        const owned = ownedProfile(chosen)
        const { nodes, levels } = layoutFlamegraph(owned, highlightOf(owned, 'tls'), chosenLimits)
        expect(nodes.length).toBeLessThanOrEqual(chosenLimits.maxNodes)
        expect(levels).toBeLessThanOrEqual(chosenLimits.maxLevels)
        const freeFrom = nodes.map((node) => node.start)
        for (const [index, node] of nodes.entries()) {
          if (index === 0) continue
          const parent = nodes[node.parent] as FlamegraphNode
          expect(node.parent).toBeLessThan(index)
          expect(node.depth).toBe(parent.depth + 1)
          expect(node.start).toBe(freeFrom[node.parent])
          freeFrom[node.parent] = node.start + node.weight
          expect(node.start + node.weight).toBeLessThanOrEqual(parent.start + parent.weight)
        }
      }),
    )
  })

  it('divides the whole among the categories', () => {
    fc.assert(
      fc.property(stacks, (chosen) => {
        const owned = ownedProfile(chosen)
        const layout = layoutFlamegraph(owned, highlightOf(owned, 'tls', ['tokio']))
        fc.pre(layout.weight > 0)
        expect(layout.legend.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1)
      }),
    )
  })
})
