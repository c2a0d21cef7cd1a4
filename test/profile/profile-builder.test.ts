import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HeadwaterError } from '../../src/errors.ts'
import { type Frame, ProfileBuilder, type ProfileClosing } from '../../src/profile/index.ts'

const CLOSING: ProfileClosing = { format: 'folded', durationSeconds: null, understood: 1, notes: [] }

function frame(name: string, rest: Partial<Frame> = {}): Frame {
  return { name, file: null, line: null, object: null, kind: null, inlined: false, ...rest }
}

describe('frames, threads and metrics of a profile', () => {
  it('are numbered in the order in which they were first seen, each once', () => {
    const builder = new ProfileBuilder()
    expect(['main', 'total', 'main', 'add'].map((name) => builder.frame(frame(name)))).toEqual([0, 1, 0, 2])
    expect([builder.thread('a', 1, 2), builder.thread('a', 1, 3), builder.thread('a', 1, 2)]).toEqual([0, 1, 0])
    expect([builder.metric('a', 'events', 'other'), builder.metric('a', 'bytes', 'other')]).toEqual([0, 1])
  })

  it('are told apart by every field, whatever stands in it', () => {
    const text = fc.constantFrom('', 'a', 'b', '-1', ' ', '\0', 'null', 'a b')
    const nullable = fc.option(text, { nil: null })
    const frames = fc.record({
      name: text,
      file: nullable,
      line: fc.option(fc.nat(2), { nil: null }),
      object: nullable,
      kind: fc.constantFrom('kernel' as const, 'jit' as const, null),
      inlined: fc.boolean(),
    })
    fc.assert(
      fc.property(frames, frames, (a, b) => {
        const builder = new ProfileBuilder()
        expect(builder.frame(a) === builder.frame(b)).toBe(JSON.stringify(a) === JSON.stringify(b))
      }),
    )
  })

  it('are refused where there are more than a sample can name', () => {
    const builder = new ProfileBuilder()
    for (let index = 0; index < 256; index++) builder.metric(`event ${index}`, 'events', 'events')
    expect(() => builder.metric('one more', 'events', 'events')).toThrow(HeadwaterError)
  })
})

describe('the tree of a profile', () => {
  it('holds every stack once, with children behind their parents', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.nat(5), { minLength: 1, maxLength: 8 }), { maxLength: 50 }), (stacks) => {
        const builder = new ProfileBuilder()
        const leaves = stacks.map((stack) => stack.reduce((node, index) => builder.child(node, index), 0))
        const { tree } = builder.finish(CLOSING)
        const prefixes = new Set(stacks.flatMap((stack) => stack.map((_, end) => stack.slice(0, end + 1).join())))
        expect(tree.length).toBe(prefixes.size + 1)
        expect([tree.parent[0], tree.frame[0]]).toEqual([-1, -1])
        for (const [index, leaf] of leaves.entries()) {
          const path: number[] = []
          for (let node = leaf; node > 0; node = tree.parent[node] ?? -1) {
            expect(tree.parent[node]).toBeLessThan(node)
            path.unshift(tree.frame[node] ?? -1)
          }
          expect(path).toEqual(stacks[index])
        }
      }),
    )
  })

  it('grows past its first size without losing a node', () => {
    const builder = new ProfileBuilder()
    const nodes = new Map<string, number>()
    for (let index = 0; index < 30_000; index++) nodes.set(`${index % 300} ${index}`, builder.child(index % 300, index))
    for (const [key, node] of nodes) {
      const [parent = 0, child = 0] = key.split(' ').map(Number)
      expect(builder.child(parent, child)).toBe(node)
    }
  })

  it('keeps the leaf of a stack that is too deep, and says that it was cut', () => {
    const builder = new ProfileBuilder()
    let node = 0
    for (let depth = 0; depth < 10_500; depth++) node = builder.child(node, builder.frame(frame(`f${depth}`)))
    builder.add(node, builder.thread('a', null, null), builder.metric('samples', 'samples', 'cpu'), 1, 1)
    const { tree, frames, notes } = builder.finish(CLOSING)
    expect(frames[tree.frame[node] ?? -1]?.name).toBe('f10499')
    expect(notes.map(({ code }) => code)).toEqual(['cut-stacks'])
  })
})

describe('the samples of a profile', () => {
  it('are added up for the same leaf, thread, metric and idleness', () => {
    const builder = new ProfileBuilder()
    const node = builder.child(0, builder.frame(frame('main')))
    builder.add(node, 0, 0, 10, 1)
    builder.add(node, 0, 0, 5, 2, { atEntry: 1 })
    builder.add(node, 0, 0, 7, 1, { idle: true })
    builder.add(node, 1, 0, 1, 1)
    builder.add(node, 0, 1, 2, 1)
    const { samples } = builder.finish(CLOSING)
    expect([...samples.weight]).toEqual([15, 7, 1, 2])
    expect([...samples.count]).toEqual([3, 1, 1, 1])
    expect([...samples.atEntry]).toEqual([1, 0, 0, 0])
    expect([...samples.idle]).toEqual([0, 1, 0, 0])
    expect([...samples.thread]).toEqual([0, 0, 1, 0])
    expect([...samples.metric]).toEqual([0, 0, 0, 1])
  })

  it('keep their sums however many rows there are', () => {
    const row = fc.tuple(fc.nat(3000), fc.nat(3), fc.nat(2), fc.integer({ min: -9, max: 9 }), fc.boolean())
    fc.assert(
      fc.property(fc.array(row, { maxLength: 200 }), (rows) => {
        const builder = new ProfileBuilder()
        const sums = new Map<string, number>()
        for (const [node, thread, metric, weight, idle] of rows) {
          builder.add(node, thread, metric, weight, 1, { idle })
          const key = [node, thread, metric, Number(idle)].join()
          sums.set(key, (sums.get(key) ?? 0) + weight)
        }
        const { samples } = builder.finish(CLOSING)
        const found = new Map(
          [...samples.weight].map((weight, index) => [
            [samples.node[index], samples.thread[index], samples.metric[index], samples.idle[index]].join(),
            weight,
          ]),
        )
        expect(found).toEqual(sums)
      }),
    )
  })

  it('are refused where their sum is no finite number', () => {
    const builder = new ProfileBuilder()
    builder.add(0, 0, 0, 1e308, 1)
    builder.add(0, 0, 0, 1e308, 1)
    expect(() => builder.finish(CLOSING)).toThrow(HeadwaterError)
  })
})

describe('the notes of a profile', () => {
  it('say that there is no sample, unless the importer has said it better', () => {
    expect(new ProfileBuilder().finish(CLOSING).notes.map(({ code }) => code)).toEqual(['no-samples'])
    const better = { code: 'no-samples', text: 'The process slept.' } as const
    expect(new ProfileBuilder().finish({ ...CLOSING, notes: [better] }).notes).toEqual([better])
  })
})
