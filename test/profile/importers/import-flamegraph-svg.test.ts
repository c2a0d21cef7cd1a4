import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { importFlamegraphSvg } from '../../../src/profile/importers/import-flamegraph-svg.ts'
import { type Drawing, drawFlamegraph } from './draw-flamegraph.ts'
import { expectProfileOrRefusal, importBytes, refusal, sum, weightsByStack } from './import-bytes.ts'

const STACKS = {
  'main;cart::total;alloc': 1200,
  'main;cart::total': 34,
  'main;<acme::Cart as acme::Total>::total': 7,
  'main;cart::total;free': 1,
  'start;f(int, "a" & b)': 2,
}

const DRAWINGS: readonly [string, Drawing][] = [
  ['flamegraph.pl', { places: 'pixels', isInverted: false }],
  ['flamegraph.pl --inverted', { places: 'pixels', isInverted: true }],
  ['inferno', { places: 'percent', isInverted: false }],
  ['inferno --inverted', { places: 'percent', isInverted: true }],
]

function read(svg: string) {
  return importBytes(importFlamegraphSvg, svg)
}

describe.each(DRAWINGS)('a flame graph drawn by %s', (_, drawing) => {
  it('has its stacks in the places of its boxes', async () => {
    const profile = await read(drawFlamegraph(STACKS, drawing))
    expect(weightsByStack(profile)).toEqual(STACKS)
    expect(profile).toMatchObject({ format: 'flamegraph-svg', understood: 1, notes: [], durationSeconds: null })
    expect(profile.metrics).toEqual([{ name: 'samples', unit: 'samples', kind: 'cpu' }])
  })

  it('comes out as it went in, whatever the stacks', async () => {
    const name = fc.constantFrom('main', 'a', 'b', 'operator()', 'x (y)', '<A as B>::f', 'std::vector<int>', 'é')
    const stack = fc.array(name, { minLength: 1, maxLength: 6 }).map((names) => names.join(';'))
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(stack, fc.integer({ min: 1, max: 999 }), { minKeys: 1, noNullPrototype: true }),
        async (stacks) => {
          expect(weightsByStack(await read(drawFlamegraph(stacks, drawing)))).toEqual(stacks)
        },
      ),
    )
  })

  it('keeps its total, or says so, where boxes are too narrow to be told apart', async () => {
    const crowded = Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`main;f${n % 20};g${n}`, 1 + (n % 3)]))
    const profile = await read(drawFlamegraph(crowded, { ...drawing, scale: 0.02 }))
    const total = sum(profile.samples.weight)
    expect(Math.abs(total - 600)).toBeLessThan(6)
    expect(profile.notes.map(({ text }) => text)).toEqual(
      total === 600 ? [] : [`The boxes add up to ${total}, not to the 600 at the root.`],
    )
  })
})

describe('numbers of a flame graph', () => {
  it('are nanoseconds of the clock where they have its period', async () => {
    const profile = await read(
      drawFlamegraph({ 'main;f': 6_012_024, 'main;g': 4_008_016 }, { places: 'percent', isInverted: false }),
    )
    expect(profile.metrics).toEqual([{ name: 'cpu-clock', unit: 'nanoseconds', kind: 'cpu' }])
    expect(sum(profile.samples.count)).toBe(5)
  })

  const units: [string, object, number][] = [
    ['ms', { name: 'time', unit: 'nanoseconds', kind: 'other' }, 7e6],
    ['bytes', { name: 'bytes', unit: 'bytes', kind: 'other' }, 7],
    ['page faults', { name: 'page faults', unit: 'events', kind: 'other' }, 7],
  ]
  it.each(units)('are what --countname says: %s', async (unit, metric, weight) => {
    const profile = await read(drawFlamegraph({ 'main;f': 7 }, { places: 'pixels', isInverted: false, unit }))
    expect(profile.metrics).toEqual([metric])
    expect(sum(profile.samples.weight)).toBe(weight)
    expect(sum(profile.samples.count)).toBe(1)
  })

  it('are as titled where --factor has changed them, though samples are counted as recorded', async () => {
    const svg = drawFlamegraph({ 'main;f': 7, 'main;g': 3 }, { places: 'percent', isInverted: false })
    const doubled = svg.replace(/ \((\d+) samples/g, (_, count) => ` (${2 * Number(count)} samples`)
    const profile = await read(doubled)
    expect(weightsByStack(profile)).toEqual({ 'main;f': 14, 'main;g': 6 })
    expect(sum(profile.samples.count)).toBe(10)
  })
})

describe('what a flame graph leaves open', () => {
  const box = (title: string, x: number, y: number, width: number) =>
    `<g><title>${title}</title><rect x="${x}" y="${y}" width="${width}" height="15"/></g>`

  it('takes the command of perf for the thread, as in folded stacks', async () => {
    const profile = await read(drawFlamegraph({ 'checkout;_start;main': 3 }, { places: 'percent', isInverted: false }))
    expect(profile.threads).toEqual([{ name: 'checkout', pid: null, tid: null }])
    expect(weightsByStack(profile)).toEqual({ '_start;main': 3 })
  })

  it('gives what nothing stands upon to an unknown frame', async () => {
    const profile = await read(
      `<svg>${box('all (5 samples, 100%)', 10, 40, 50)}${box('f (3 samples, 60%)', 10, 24, 30)}</svg>`,
    )
    expect(weightsByStack(profile)).toEqual({ f: 3, '[unknown]': 2 })
  })

  it('needs no box for all', async () => {
    const profile = await read(
      `<svg>${box('f (3 samples, 60%)', 10, 40, 30)}${box('g (2 samples, 40%)', 40, 40, 20)}</svg>`,
    )
    expect(weightsByStack(profile)).toEqual({ f: 3, g: 2 })
  })

  it('says how many boxes stand upon no other', async () => {
    const boxes = [box('all (50 samples, 100%)', 10, 40, 500), box('f (30 samples, 60%)', 10, 24, 300)]
    const profile = await read(`<svg>${boxes.join('')}${box('stray (10 samples, 20%)', 410, 8, 100)}</svg>`)
    expect(weightsByStack(profile)).toEqual({ f: 30, '[unknown]': 20 })
    expect(profile.understood).toBeCloseTo(2 / 3, 9)
    expect(profile.notes).toEqual([
      { code: 'cut-stacks', text: 'Boxes that stand upon no other: 1; their weight was left with the callers below.' },
    ])
  })

  it('says where the first title is that is no box of a flame graph', async () => {
    const profile = await read(`<svg>${box('all (5 samples, 100%)', 10, 40, 50)}${box('a picture', 10, 24, 30)}</svg>`)
    expect(profile.understood).toBe(0.5)
    expect(profile.notes).toContainEqual({
      code: 'skipped-lines',
      text: 'Titles that were not understood: 1 of 2; the first begins at character 95.',
    })
  })

  it('understands nothing of another picture', async () => {
    expect((await read('<svg><title>A cart</title><circle r="3"/></svg>')).understood).toBe(0)
  })

  it('refuses a difference of two recordings', async () => {
    const svg = `<svg>${box('all (5 samples, 100%)', 10, 40, 50)}${box('f (5 samples, 100%; +2.10%)', 10, 24, 50)}</svg>`
    expect(await refusal(importFlamegraphSvg, svg)).toBe(
      'recording: a differential flame graph: the box at character 95 shows a change; give the two recordings themselves',
    )
  })
})

describe('a flame graph that was damaged', () => {
  it('is read or refused, never anything else', async () => {
    const bytes = new TextEncoder().encode(drawFlamegraph(STACKS, { places: 'pixels', isInverted: false }))
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length), fc.uint8Array({ maxLength: 40 }), async (place, noise) => {
        await expectProfileOrRefusal(importFlamegraphSvg, Uint8Array.of(...bytes.subarray(0, place), ...noise))
      }),
    )
  })

  it('takes no more than linear time for tags without an end', async () => {
    for (const piece of [
      '<title>',
      '<rect ',
      '<!--',
      '<script',
      '<title>a (1 samples, 1%)</title><rect x="1" y="1" width="1"/>',
    ]) {
      await expectProfileOrRefusal(importFlamegraphSvg, new TextEncoder().encode(`<svg>${piece.repeat(20_000)}`))
    }
  })
})
