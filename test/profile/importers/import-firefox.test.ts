import { describe, expect, it } from 'vitest'
import { importFirefox } from '../../../src/profile/importers/import-firefox.ts'
import { expectProfileOrRefusal, importBytes, refusal, weightsByStack } from './import-bytes.ts'

type Json = Record<string, unknown>

const META = {
  version: 28,
  preprocessedProfileVersion: 48,
  categories: [{ name: 'Idle' }, { name: 'Other' }, { name: 'Stalled' }],
}
const LIBS = [{ name: 'libcart.so', path: '/usr/lib/libcart.so', debugName: 'libcart.so' }]

const STACKS = { frame: [0, 1, 2, 1], prefix: [null, 0, 1, 1], category: [1, 1, 1, 0], length: 4 }
const FRAMES = { func: [0, 1, 2], inlineDepth: [0, 0, 1], length: 3 }
const FUNCTIONS = {
  name: [0, 1, 2],
  resource: [-1, 0, 0],
  fileName: [null, 3, null],
  lineNumber: [null, 12, null],
  length: 3,
}
const RESOURCES = { lib: [0], name: [4], length: 1 }
const STRINGS = ['(root)', 'total', '0x1a2b', '/srv/shop/cart.rs', 'libcart.so']

function thread(samples: Json, more: Json = {}): Json {
  const tables = { stackTable: STACKS, frameTable: FRAMES, funcTable: FUNCTIONS, resourceTable: RESOURCES }
  return { name: 'worker', pid: '7', tid: 8, ...tables, stringArray: STRINGS, samples, ...more }
}

const SAMPLES = { stack: [1, 2, 3, null], time: [10, 11, 12, 13], weight: null, weightType: 'samples', length: 4 }
const file = (threads: unknown[], more: Json = {}) => JSON.stringify({ meta: META, libs: LIBS, threads, ...more })
const read = (threads: unknown[], more: Json = {}) => importBytes(importFirefox, file(threads, more))
const idleSum = ({ samples }: Awaited<ReturnType<typeof read>>) =>
  samples.weight.reduce((sum, weight, row) => sum + (samples.idle[row] === 1 ? weight : 0), 0)

describe("a profile of Firefox Profiler's", () => {
  it('is read with objects, files and what was inlined, waiting apart', async () => {
    const profile = await read([thread(SAMPLES)])
    expect(weightsByStack(profile)).toEqual({ total: 1, 'total;[unknown]': 1, 'total;total': 1 })
    expect(idleSum(profile)).toBe(1)
    expect(profile.frames).toEqual([
      {
        name: 'total',
        file: '/srv/shop/cart.rs',
        line: 12,
        object: '/usr/lib/libcart.so',
        kind: 'native',
        inlined: false,
      },
      { name: '[unknown]', file: null, line: null, object: '/usr/lib/libcart.so', kind: 'native', inlined: true },
    ])
    expect(profile.threads).toEqual([{ name: 'worker', pid: 7, tid: 8 }])
    expect(profile).toMatchObject({ format: 'firefox', durationSeconds: 0.003, understood: 1 })
  })

  it('weighs samples as it says', async () => {
    expect(weightsByStack(await read([thread({ ...SAMPLES, stack: [1], weight: [7] })]))).toEqual({ total: 7 })
    const traced = await read([thread({ ...SAMPLES, stack: [1], weight: [1.5], weightType: 'tracing-ms' })])
    expect(weightsByStack(traced)).toEqual({ total: 1_500_000 })
    const bytes = await read([thread({ ...SAMPLES, stack: [1], weight: [64], weightType: 'bytes' })])
    expect(bytes.metrics).toEqual([{ name: 'bytes', unit: 'bytes', kind: 'other' }])
  })

  it('takes samples whose thread took no CPU for waiting, but the first, of which nobody knows', async () => {
    expect(idleSum(await read([thread({ ...SAMPLES, stack: [1, 1, 1], threadCPUDelta: [0, 0, 250] })]))).toBe(1)
  })

  it('is read in old versions, in which each thread has everything', async () => {
    const old = thread({ stack: [1], time: [1] }, { libs: LIBS, stringArray: undefined, stringTable: STRINGS })
    const meta = { version: 4, preprocessedProfileVersion: 24 }
    expect(weightsByStack(await read([old], { meta, libs: undefined }))).toEqual({ total: 1 })
  })

  it('is read in new versions, in which threads share everything', async () => {
    const shared = {
      stackTable: { frame: [1, 2], prefixOffset: [0, 1], length: 2 },
      frameTable: { ...FRAMES, category: [1, 1, 0] },
      funcTable: { ...FUNCTIONS, fileName: undefined, source: [null, 0, null] },
      resourceTable: RESOURCES,
      sources: { filename: [3], length: 1 },
      stringArray: STRINGS,
    }
    const profile = await read([{ name: 'a', pid: '1', tid: 1, samples: { stack: [0, 1], timeDeltas: [2, 5] } }], {
      shared,
    })
    expect(weightsByStack(profile)).toEqual({ total: 1, 'total;[unknown]': 1 })
    expect(profile.frames[0]).toMatchObject({ name: 'total', file: '/srv/shop/cart.rs' })
    expect(idleSum(profile)).toBe(1)
    expect(profile.durationSeconds).toBe(0.007)
  })

  it('tells how to get symbols where samply has saved addresses only', async () => {
    const profile = await read([thread({ ...SAMPLES, stack: [2] })], { meta: { ...META, symbolicated: false } })
    expect(profile.notes).toHaveLength(1)
    expect(profile.notes[0]?.code).toBe('no-symbols')
    expect(profile.notes[0]?.text).toMatch(/libcart\.so\. The file holds addresses only: .*--unstable-presymbolicate/)
  })
})

describe('a profile as Gecko writes it', () => {
  const table = (schema: readonly string[], data: unknown[]) => ({
    schema: Object.fromEntries(schema.map((name, index) => [name, index])),
    data,
  })
  const strings = [
    '(root)',
    'total (https://shop.example/cart.js:20:14)',
    'js::RunScript',
    'a.js -> file:///srv/b%20c.js:3:1',
    '0x7fff2a3b',
  ]
  const gecko: Json = {
    meta: { version: 12, categories: [{ name: 'Idle' }] },
    threads: [
      {
        name: 'GeckoMain',
        pid: 7,
        tid: 8,
        samples: table(
          ['stack', 'time'],
          [
            [2, 1],
            [3, 2],
            [4, 3],
            [null, 4],
          ],
        ),
        stackTable: table(
          ['prefix', 'frame'],
          [
            [null, 0],
            [0, 2],
            [1, 1],
            [1, 3],
            [1, 4],
          ],
        ),
        frameTable: table(['location', 'category'], [[0], [1], [2], [3], [4, 0]]),
        stringTable: strings,
      },
    ],
    processes: [],
  }

  it.each([
    ['alone', gecko],
    ['in what the old developer tools saved', { label: 'cart', profile: gecko }],
    ['of several processes', { ...gecko, threads: [], processes: [gecko] }],
  ])('is read %s', async (_, value) => {
    const profile = await importBytes(importFirefox, JSON.stringify(value))
    expect(weightsByStack(profile)).toEqual({
      'js::RunScript;total': 1,
      'js::RunScript;(anonymous)': 1,
      'js::RunScript;[unknown]': 1,
    })
    expect(profile.frames.map(({ file: path, line }) => [path, line])).toContainEqual([
      'https://shop.example/cart.js',
      20,
    ])
    expect(profile.frames.map(({ file: path, line }) => [path, line])).toContainEqual(['/srv/b c.js', 3])
    expect(idleSum(profile)).toBe(1)
  })
})

describe('a profile of Firefox Profiler’s that is broken', () => {
  const invalid: [string, string, string][] = [
    ['no version', '{"meta":{},"threads":[]}', 'no meta with a version'],
    [
      'a stack that calls itself',
      file([thread(SAMPLES, { stackTable: { frame: [0], prefix: [0] } })]),
      'stackTable row 0 is called by row 0',
    ],
    [
      'a sample of no stack',
      file([thread({ ...SAMPLES, stack: [70] })]),
      'threads[0].samples.stack[0] is 70, of 4 stacks',
    ],
    [
      'a weight of another kind',
      file([thread({ ...SAMPLES, weightType: 'pears' })]),
      'threads[0].samples.weightType is "pears"',
    ],
    [
      'a name that is not there',
      file([thread(SAMPLES, { stringArray: [] })]),
      'funcTable.name[0] is missing or no text',
    ],
    ['no tables', file([{ samples: SAMPLES }]), 'threads[0].stackTable is missing or no object'],
  ]
  it.each(invalid)('with %s is refused', async (_, text, message) => {
    expect(await refusal(importFirefox, text)).toContain(message)
  })

  it('ends in a profile or one line, whichever byte changes', async () => {
    const bytes = new TextEncoder().encode(file([thread(SAMPLES)]))
    for (let at = 0; at < bytes.length; at += 7) {
      await expectProfileOrRefusal(importFirefox, bytes.with(at, (bytes[at] as number) ^ 1))
    }
  })
})
