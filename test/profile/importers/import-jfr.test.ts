import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { importJfr } from '../../../src/profile/importers/import-jfr.ts'
import { measureMetric } from '../../../src/profile/index.ts'
import { encodeJfr, type JfrDraft, long, text } from './encode-jfr.ts'
import { countsByStack, expectProfileOrRefusal, importBytes, refusal, sum, weightsByStack } from './import-bytes.ts'

/** Recorded with JDK 17; `jfr summary` counts 60 jdk.ExecutionSample and 75 jdk.NativeMethodSample. */
const recording = gunzipSync(readFileSync(new URL('samples/checkout.jfr.gz', import.meta.url)))

const [BOOLEAN, INT, LONG, STRING, SYMBOL, CLASS, METHOD, FRAME_TYPE, FRAME, STACK, STATE, THREAD] = [
  4, 5, 6, 7, 20, 21, 22, 23, 24, 25, 26, 27,
] as const
const [EXECUTION, NATIVE, CPU_TIME, WALL, ALLOCATION] = [101, 102, 103, 104, 105] as const

const sampleFields = [
  { name: 'startTime', type: LONG },
  { name: 'sampledThread', type: THREAD, pooled: true },
  { name: 'stackTrace', type: STACK, pooled: true },
  { name: 'state', type: STATE, pooled: true },
]

const draft: JfrDraft = {
  types: [
    { id: BOOLEAN, name: 'boolean' },
    { id: INT, name: 'int' },
    { id: LONG, name: 'long' },
    { id: STRING, name: 'java.lang.String' },
    { id: SYMBOL, name: 'jdk.types.Symbol', fields: [{ name: 'string', type: STRING }] },
    { id: CLASS, name: 'java.lang.Class', fields: [{ name: 'name', type: SYMBOL, pooled: true }] },
    {
      id: METHOD,
      name: 'jdk.types.Method',
      fields: [
        { name: 'type', type: CLASS, pooled: true },
        { name: 'name', type: SYMBOL, pooled: true },
      ],
    },
    { id: FRAME_TYPE, name: 'jdk.types.FrameType', fields: [{ name: 'description', type: STRING }] },
    {
      id: FRAME,
      name: 'jdk.types.StackFrame',
      fields: [
        { name: 'method', type: METHOD, pooled: true },
        { name: 'lineNumber', type: INT },
        { name: 'type', type: FRAME_TYPE, pooled: true },
      ],
    },
    {
      id: STACK,
      name: 'jdk.types.StackTrace',
      fields: [
        { name: 'truncated', type: BOOLEAN },
        { name: 'frames', type: FRAME, list: true },
      ],
    },
    { id: STATE, name: 'jdk.types.ThreadState', fields: [{ name: 'name', type: STRING }] },
    {
      id: THREAD,
      name: 'java.lang.Thread',
      fields: [
        { name: 'osName', type: STRING },
        { name: 'osThreadId', type: LONG },
        { name: 'javaName', type: STRING },
      ],
    },
    { id: EXECUTION, name: 'jdk.ExecutionSample', fields: sampleFields },
    { id: NATIVE, name: 'jdk.NativeMethodSample', fields: sampleFields },
    {
      id: CPU_TIME,
      name: 'jdk.CPUTimeSample',
      fields: [
        { name: 'startTime', type: LONG },
        { name: 'stackTrace', type: STACK, pooled: true },
        { name: 'eventThread', type: THREAD, pooled: true },
        { name: 'samplingPeriod', type: LONG },
      ],
    },
    { id: WALL, name: 'profiler.WallClockSample', fields: [...sampleFields, { name: 'samples', type: INT }] },
    { id: ALLOCATION, name: 'jdk.ObjectAllocationSample', fields: [{ name: 'startTime', type: LONG }] },
  ],
  pools: [
    {
      type: SYMBOL,
      constants: [
        'com/acme/checkout/Cart',
        'total',
        'java/util/zip/Inflater',
        'inflate',
        'libz.so.1;649be141 (deleted)',
        'crc32',
      ].map((name, key) => [key, text(name)] as const),
    },
    { type: CLASS, constants: [0, 2, 4].map((name) => [name, long(name)] as const) },
    { type: METHOD, constants: [0, 2, 4].map((name) => [name, [...long(name), ...long(name + 1)]] as const) },
    {
      type: FRAME_TYPE,
      constants: ['Interpreted', 'JIT compiled', 'Inlined', 'Native', 'C++', 'Kernel'].map(
        (name, key) => [key, text(name)] as const,
      ),
    },
    {
      type: STACK,
      constants: [
        [0, stack(false, [0, 1])],
        [1, stack(false, [2, 3], [0, 2])],
        [2, stack(true, [4, 4], [0, 0])],
      ],
    },
    {
      type: STATE,
      constants: ['STATE_RUNNABLE', 'STATE_SLEEPING'].map((name, key) => [key, text(name)] as const),
    },
    { type: THREAD, constants: [[7, [...text('worker'), ...long(4712), 0]]] },
  ],
  events: [],
}

/** @param frames methods and types, the leaf first */
function stack(isCut: boolean, ...frames: (readonly [method: number, type: number])[]): number[] {
  const list = frames.flatMap(([method, type]) => [...long(method), ...long(12), ...long(type)])
  return [Number(isCut), ...long(frames.length), ...list]
}

function sample(type: number, stackTrace: number, state = 0, more: number[] = []) {
  return { type, fields: [...long(5), ...long(7), ...long(stackTrace), ...long(state), ...more] }
}

function read(...events: JfrDraft['events']) {
  return importBytes(importJfr, encodeJfr({ ...draft, events }))
}

describe('a recording of JDK 17', () => {
  it('has the samples that jfr summary counts, in pieces of any size', async () => {
    for (const pieceLength of [1, 999, 65_536]) {
      const profile = await importBytes(importJfr, recording, pieceLength)
      expect(measureMetric(profile, 0)).toEqual({ weight: 60, samples: 60, idleWeight: 75, idleSamples: 75 })
      expect(profile).toMatchObject({ format: 'jfr', understood: 1 })
    }
  })

  it('names methods by package, class and method, and threads as the service does', async () => {
    const { frames, threads, durationSeconds } = await importBytes(importJfr, recording)
    const names = frames.map(({ name }) => name)
    expect(names).toContain('com.acme.checkout.Main.total')
    expect(names).toContain('java.net.ServerSocket.<init>')
    expect(threads.map(({ name }) => name).sort()).toEqual(['acceptor', 'main'])
    expect(durationSeconds).toBeCloseTo(2.66, 2)
  })

  it('says that stacks were cut, at how many frames, and how to record them whole', async () => {
    const { notes } = await importBytes(importJfr, recording)
    expect(notes.find(({ code }) => code === 'cut-stacks')?.text).toBe(
      '29 of 135 stacks are cut, most of them at 64 frames: their callers are missing; record with `-XX:FlightRecorderOptions=stackdepth=1024`.',
    )
  })

  it('may have been put together from several', async () => {
    const profile = await importBytes(importJfr, Buffer.concat([recording, recording]))
    expect(measureMetric(profile, 0)).toMatchObject({ samples: 120, idleSamples: 150 })
  })

  it('is read up to a chunk that breaks off, and that is said', async () => {
    const profile = await importBytes(importJfr, Buffer.concat([recording, recording.subarray(0, 5000)]))
    expect(measureMetric(profile, 0).samples).toBe(60)
    expect(profile.notes.find(({ code }) => code === 'truncated')?.text).toContain('The last 5000 bytes')
  })
})

describe('samples of Flight Recorder', () => {
  it('count one each, by stack', async () => {
    const profile = await read(sample(EXECUTION, 0), sample(EXECUTION, 0), sample(EXECUTION, 1))
    expect(profile.metrics).toEqual([{ name: 'jdk.ExecutionSample', unit: 'samples', kind: 'cpu' }])
    expect(weightsByStack(profile)).toEqual({
      'com.acme.checkout.Cart.total': 2,
      'com.acme.checkout.Cart.total;java.util.zip.Inflater.inflate': 1,
    })
    expect(profile.threads).toEqual([{ name: 'worker', pid: null, tid: 4712 }])
  })

  it('keep how the code of each frame ran', async () => {
    const { frames } = await read(sample(EXECUTION, 1), sample(EXECUTION, 2))
    const seen = frames.map(({ name, object, kind, inlined }) => [name, object, kind, inlined].join(' '))
    expect(seen.sort()).toEqual([
      'com.acme.checkout.Cart.total  interpreted false',
      'com.acme.checkout.Cart.total  jit true',
      'crc32 libz.so.1 native false',
      'java.util.zip.Inflater.inflate  native false',
    ])
  })

  it('in native methods wait, but not where they unpack', async () => {
    const profile = await read(sample(NATIVE, 0), sample(NATIVE, 0), sample(NATIVE, 1))
    expect(measureMetric(profile, 0)).toMatchObject({ samples: 1, idleSamples: 2 })
    expect(profile.notes.map(({ code }) => code)).toEqual(['native-waits'])
  })

  it('of nothing but waits are said to be that', async () => {
    const profile = await read(sample(NATIVE, 0), sample(NATIVE, 0))
    expect(profile.notes.find(({ code }) => code === 'only-waits')?.text).toBe(
      'All 2 samples wait: this is a recording of waits, not of CPU time.',
    )
  })

  it('of threads that sleep are idle, as async-profiler takes them', async () => {
    const profile = await read(sample(EXECUTION, 0, 1), sample(WALL, 0, 1, long(40)), sample(WALL, 0, 0, long(2)))
    expect(measureMetric(profile, 0)).toMatchObject({ samples: 0, idleSamples: 1 })
    expect(profile.metrics[1]).toEqual({ name: 'profiler.WallClockSample', unit: 'samples', kind: 'wall' })
    expect(measureMetric(profile, 1)).toMatchObject({ samples: 2, idleSamples: 40 })
  })

  it('of CPU time stand for their period', async () => {
    const fields = [...long(5), ...long(0), ...long(7), ...long(10_000_000)]
    const profile = await read({ type: CPU_TIME, fields }, { type: CPU_TIME, fields })
    expect(profile.metrics).toEqual([{ name: 'jdk.CPUTimeSample', unit: 'nanoseconds', kind: 'cpu' }])
    expect(weightsByStack(profile)).toEqual({ 'com.acme.checkout.Cart.total': 20_000_000 })
    expect(countsByStack(profile)).toEqual({ 'com.acme.checkout.Cart.total': 2 })
  })

  it('are missing from a recording of allocations, and that is said', async () => {
    const { notes } = await read({ type: ALLOCATION, fields: long(5) })
    expect(notes.map(({ code }) => code)).toEqual(['no-samples'])
    expect(notes[0]?.text).toContain('but 1 events jdk.ObjectAllocationSample: record with `jcmd PID JFR.start')
  })

  it('keep their weights, whatever was sampled', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.constantFrom(EXECUTION, NATIVE), fc.nat(3), fc.nat(1))), async (rows) => {
        const profile = await read(...rows.map(([type, stackTrace, state]) => sample(type, stackTrace, state)))
        expect(sum(profile.samples.count)).toBe(rows.length)
      }),
    )
  })
})

describe('a recording that is broken', () => {
  const whole = encodeJfr({ ...draft, events: [sample(EXECUTION, 0)] })
  const changed = (offset: number, ...bytes: number[]) => {
    const copy = Uint8Array.from(whole)
    copy.set(bytes, offset)
    return copy
  }
  const circle = encodeJfr({
    ...draft,
    types: [...draft.types, { id: 200, name: 'Circle', fields: [{ name: 'self', type: 200 }] }],
    pools: [{ type: 200, constants: [[1, []]] }],
  })
  const doubling = Array.from({ length: 12 }, (_, level) => ({
    id: 200 + level,
    name: `Level${level}`,
    fields: level === 11 ? [] : Array.from({ length: 8 }, (_, field) => ({ name: `f${field}`, type: 201 + level })),
  }))
  const wide = encodeJfr({ types: doubling, pools: [{ type: 200, constants: [[1, []]] }], events: [] })
  const cases: [string, Uint8Array, RegExp][] = [
    ['of another version', changed(4, 0, 3), /byte 0: a chunk of version 3; a recording by JFR 2\.x is accepted/],
    ['with numbers in full', changed(67, 0), /byte 0: numbers are not compressed/],
    ['whose chunk is shorter than its header', changed(8, 0, 0, 0, 0, 0, 0, 0, 9), /a chunk of 9 bytes/],
    ['with an event without length', changed(68, 0), /byte 68: an event of 0 bytes/],
    ['with an event longer than its chunk', changed(68, 0xff, 0x7f), /byte 68: an event of 16383 bytes/],
    ['that goes on with something else', Uint8Array.from([...whole, ...new Uint8Array(68)]), /no chunk begins here/],
    ['that breaks off', whole.subarray(0, -1), /^recording: the first chunk breaks off at byte \d+, .*`jfr assemble/],
    ['with a type within itself', circle, /types nested too deep/],
    ['with few bytes for values without end', wide, /more values than the chunk can hold/],
    [
      'with a constant of no known type',
      encodeJfr({ ...draft, pools: [{ type: 999, constants: [[1, []]] }] }),
      /type 999/,
    ],
  ]
  it.each(cases)('is refused: %s', async (_, file, message) => {
    expect(await refusal(importJfr, file)).toMatch(message)
  })

  it('ends in a profile or one line, wherever a byte is wrong', async () => {
    const anyFault = fc.tuple(fc.nat(whole.length - 1), fc.nat(255), fc.nat(whole.length))
    await fc.assert(
      fc.asyncProperty(anyFault, async ([offset, byte, length]) => {
        await expectJfrOrRefusal(changed(offset, byte))
        await expectJfrOrRefusal(whole.subarray(0, length))
      }),
      { numRuns: 300 },
    )
  })
})

/** A chunk that is cut is `truncated`, which other formats do not have. */
async function expectJfrOrRefusal(file: Uint8Array): Promise<void> {
  const error = await importBytes(importJfr, file).then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof Error && 'code' in error && error.code === 'truncated')) {
    await expectProfileOrRefusal(importJfr, file)
  }
}
