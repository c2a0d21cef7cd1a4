import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { importSpeedscope } from '../../../src/profile/importers/import-speedscope.ts'
import { countsByStack, expectProfileOrRefusal, importBytes, refusal, sum, weightsByStack } from './import-bytes.ts'

type Json = Record<string, unknown>

const SCHEMA = 'https://www.speedscope.app/file-format-schema.json'
const frames = [
  { name: 'main', file: 'file:///srv/checkout/index.js', line: 3, col: 1 },
  { name: 'parse', file: '/srv/checkout/node_modules/qs/lib/parse.js' },
  { name: 'decode' },
]

function evented(events: [type: string, frame: number, at: number][], more: Json = {}): Json {
  const list = events.map(([type, frame, at]) => ({ type, frame, at }))
  return { type: 'evented', name: 'worker', unit: 'milliseconds', startValue: 0, endValue: 10, events: list, ...more }
}

function sampled(samples: number[][], weights: number[], more: Json = {}): Json {
  return { type: 'sampled', name: 'worker', unit: 'none', startValue: 0, endValue: 10, samples, weights, ...more }
}

function file(...profiles: unknown[]): string {
  return JSON.stringify({ $schema: SCHEMA, shared: { frames }, profiles })
}

function read(...profiles: unknown[]) {
  return importBytes(importSpeedscope, file(...profiles))
}

describe('a speedscope file of events', () => {
  it('charges time to the innermost open frame, and time with none open to nobody', async () => {
    const profile = await read(
      evented([
        ['O', 0, 1],
        ['O', 1, 2.5],
        ['C', 1, 4],
        ['C', 0, 4.25],
        ['O', 2, 6],
        ['C', 2, 7],
      ]),
    )
    expect(weightsByStack(profile)).toEqual({ main: 1_750_000, 'main;parse': 1_500_000, decode: 1_000_000 })
    expect(profile.metrics).toEqual([{ name: 'time', unit: 'nanoseconds', kind: 'cpu' }])
    expect(profile).toMatchObject({ format: 'speedscope', durationSeconds: 0.01, understood: 1, notes: [] })
  })

  it('says of frames where they are', async () => {
    const { frames: read0 } = await read(evented([]))
    expect(read0.map(({ name, file: path, line }) => [name, path, line])).toEqual([
      ['main', '/srv/checkout/index.js', 3],
      ['parse', '/srv/checkout/node_modules/qs/lib/parse.js', null],
      ['decode', null, null],
    ])
  })

  it('has weights that add up to all time, however fine', async () => {
    const steps = fc.array(fc.double({ min: 0, max: 5, noNaN: true }), { minLength: 1, maxLength: 50 })
    await fc.assert(
      fc.asyncProperty(steps, async (durations) => {
        let now = 3
        const inner = durations
          .map((step) => (now += step))
          .flatMap((at, index) => [[index % 2 ? 'C' : 'O', 1, at] as [string, number, number]])
        if (inner.length % 2 === 1) inner.push(['C', 1, now])
        const profile = await read(evented([['O', 0, 3], ...inner, ['C', 0, now]]))
        expect(sum(profile.samples.weight)).toBe(Math.round((now - 3) * 1e6))
      }),
    )
  })
})

describe('a speedscope file of samples', () => {
  it('reads stacks from the outside in, with their weights', async () => {
    const profile = await read(sampled([[0, 1], [0, 1], [0], []], [2, 3, 4, 1]))
    expect(weightsByStack(profile)).toEqual({ 'main;parse': 5, main: 4, '': 1 })
    expect(countsByStack(profile)).toEqual({ 'main;parse': 5, main: 4, '': 1 })
    expect(profile.metrics).toEqual([{ name: 'samples', unit: 'samples', kind: 'cpu' }])
    expect(profile.durationSeconds).toBeNull()
  })

  it.each([
    ['nanoseconds', 2],
    ['microseconds', 2000],
    ['milliseconds', 2_000_000],
    ['seconds', 2_000_000_000],
  ])('reads %s, each sample counting once', async (unit, weight) => {
    const profile = await read(sampled([[0]], [2], { unit }))
    expect(weightsByStack(profile)).toEqual({ main: weight })
    expect(countsByStack(profile)).toEqual({ main: 1 })
  })

  it('reads bytes, which are no CPU', async () => {
    const profile = await read(sampled([[0]], [512], { unit: 'bytes' }))
    expect(profile.metrics).toEqual([{ name: 'bytes', unit: 'bytes', kind: 'other' }])
  })
})

describe('a speedscope file of several profiles', () => {
  it('takes each for a thread, in its own unit', async () => {
    const profile = await read(
      sampled([[0]], [1], { name: 'one' }),
      sampled([[0]], [7], { name: 'two', unit: 'seconds', endValue: 4 }),
      evented([], { name: 'three' }),
    )
    expect(profile.threads.map(({ name }) => name)).toEqual(['one', 'two', 'three'])
    expect(profile.metrics.map(({ unit }) => unit)).toEqual(['samples', 'nanoseconds'])
    expect([...profile.samples.thread]).toEqual([0, 1])
    expect(profile.durationSeconds).toBe(4)
  })
})

describe('what dotnet-trace writes', () => {
  const dotnet = {
    exporter: 'speedscope@1.3.2',
    name: 'checkout',
    activeProfileIndex: 0,
    $schema: SCHEMA,
    shared: {
      frames: ['Threads', 'Acme.Checkout!Acme.Cart.Total()', 'CPU_TIME', 'UNMANAGED_CODE_TIME'].map((name) => ({
        name,
      })),
    },
    profiles: [
      evented(
        [
          ['O', 0, 100.5],
          ['O', 1, 100.5],
          ['O', 2, 100.5],
          ['C', 2, 103.5],
          ['O', 3, 103.5],
          ['C', 3, 110.5],
          ['C', 1, 110.5],
          ['C', 0, 110.5],
        ],
        { name: 'Thread (4711)', startValue: '100.5', endValue: '110.5' },
      ),
    ],
  }

  it('charges CPU_TIME to the managed caller, and keeps time in unmanaged code apart as idle', async () => {
    const profile = await importBytes(importSpeedscope, JSON.stringify(dotnet))
    expect(weightsByStack(profile)).toEqual({
      'Threads;Acme.Checkout!Acme.Cart.Total()': 3_000_000,
      'Threads;Acme.Checkout!Acme.Cart.Total();UNMANAGED_CODE_TIME': 7_000_000,
    })
    expect([...profile.samples.idle]).toEqual([0, 1])
    expect(profile.frames.map(({ name }) => name)).not.toContain('CPU_TIME')
    expect(profile.frames.at(-1)).toMatchObject({ name: 'UNMANAGED_CODE_TIME', kind: 'native' })
  })

  it('knows the thread by its number, and the duration although it is written as text', async () => {
    const profile = await importBytes(importSpeedscope, JSON.stringify(dotnet))
    expect(profile.threads).toEqual([{ name: 'Thread (4711)', pid: null, tid: 4711 }])
    expect(profile.durationSeconds).toBe(0.01)
  })
})

describe('a speedscope file that is broken', () => {
  const shared = { frames }
  const cases: [string, string, RegExp][] = [
    ['no JSON', '{"shared":{"frames":[}', /recording: is not JSON at byte 21; a complete JSON file/],
    ['cut', file(sampled([[0]], [1])).slice(0, -9), /recording: ends in the middle of a JSON value at byte \d+/],
    ['another JSON', '{"nodes":[]}', /no shared frames, or no profiles; speedscope's JSON has both/],
    [
      'a frame without name',
      '{"shared":{"frames":[{}]},"profiles":[]}',
      /shared\.frames\[0\]\.name is missing or no text/,
    ],
    ['frames that are no list', '{"shared":{"frames":1},"profiles":[]}', /shared\.frames is missing or no list/],
    ['a profile that is none', file(1), /profiles\[0\] is missing or no object/],
    ['an unknown unit', file(evented([], { unit: 'days' })), /profiles\[0\]\.unit is "days"; accepted are none, nano/],
    [
      'an unknown type',
      file(evented([], { type: 'drawn' })),
      /profiles\[0\]\.type is "drawn"; accepted are evented, sampled/,
    ],
    ['no events', file(evented([], { events: undefined })), /profiles\[0\]\.events is missing or no list/],
    [
      'an event without time',
      file(evented([], { events: [{}] })),
      /profiles\[0\]\.events\[0\]\.at is missing or no number/,
    ],
    [
      'a frame that is missing',
      file(evented([['O', 7, 0]])),
      /profiles\[0\]\.events\[0\] names the frame 7; an index into the 3/,
    ],
    ['a frame between two', file(sampled([[0.5]], [1])), /profiles\[0\]\.samples\[0\] names the frame 0\.5/],
    [
      'another type of event',
      file(evented([['X', 0, 0]])),
      /events\[0\] is of type "X"; an O, or a C of the innermost/,
    ],
    [
      'a frame closed that is not open',
      file(evented([['C', 0, 0]])),
      /events\[0\] is of type "C"; an O, or a C of the inn/,
    ],
    [
      'frames closed in another order',
      file(
        evented([
          ['O', 0, 0],
          ['O', 1, 0],
          ['C', 0, 1],
        ]),
      ),
      /events\[2\] is of type "C"/,
    ],
    ['a frame left open', file(evented([['O', 0, 0]])), /profiles\[0\]\.events leaves 1 frames open/],
    [
      'time that runs backwards',
      file(
        evented([
          ['O', 0, 2],
          ['C', 0, 1],
        ]),
      ),
      /events\[1\] is earlier than the one before it/,
    ],
    ['too few weights', file(sampled([[0], [0]], [1])), /profiles\[0\] has 1 weights for 2 samples/],
    ['a negative weight', file(sampled([[0]], [-1])), /profiles\[0\]\.weights\[0\] is below 0/],
    [
      'a stack that is no list',
      JSON.stringify({ shared, profiles: [sampled([], [1], { samples: [5] })] }),
      /samples\[0\] is missing or no list/,
    ],
  ]

  it.each(cases)('is refused: %s', async (_, text, message) => {
    expect(await refusal(importSpeedscope, text)).toMatch(message)
  })

  it('ends in a profile or one line, wherever it is cut and whichever bit flips', async () => {
    const bytes = new TextEncoder().encode(
      file(
        evented([
          ['O', 0, 0],
          ['O', 1, 2],
          ['C', 1, 3],
          ['C', 0, 4],
        ]),
        sampled([[0, 1]], [2]),
      ),
    )
    for (let length = 0; length < bytes.length; length++) {
      await expectProfileOrRefusal(importSpeedscope, bytes.subarray(0, length))
    }
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(7), async (at, bit) => {
        const flipped = bytes.slice()
        flipped[at] = (flipped[at] ?? 0) ^ (1 << bit)
        await expectProfileOrRefusal(importSpeedscope, flipped)
      }),
      { numRuns: 500 },
    )
  })
})

describe('whether a file could be speedscope’s', () => {
  it.each([
    ['its schema', file(), true],
    ['frames first', '{"shared":{"frames":[', true],
    ['another JSON', '{"traceEvents":[', false],
    ['a list', '[{"shared":1}]', false],
    ['stacks', 'a;"shared" 12\n', false],
  ])('tells by the first bytes: %s', (_, text, could) => {
    expect(importSpeedscope.couldBe(new TextEncoder().encode(text))).toBe(could)
  })
})
