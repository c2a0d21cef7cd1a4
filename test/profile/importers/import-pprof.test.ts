import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { importPprof } from '../../../src/profile/importers/import-pprof.ts'
import { encodePprof, type PprofDraft } from './encode-pprof.ts'
import { goCpu } from './go-cpu-draft.ts'
import { countsByStack, expectProfileOrRefusal, importBytes, refusal, weightsByStack } from './import-bytes.ts'

function read(draft: PprofDraft) {
  return importBytes(importPprof, encodePprof(draft))
}

/** A recording with other things measured, of one sample. */
function measuring(types: PprofDraft['types'], values: number[], period?: PprofDraft['period']) {
  return read({ ...goCpu, types, samples: [{ stack: [1], values }], ...(period && { period }) })
}

describe('a CPU profile of Go', () => {
  it('reads weights in nanoseconds, and how many samples they stand for', async () => {
    const profile = await read(goCpu)
    expect(profile.metrics).toEqual([{ name: 'cpu', unit: 'nanoseconds', kind: 'cpu' }])
    expect(weightsByStack(profile)).toEqual({
      'main.main;github.com/acme/cart.(*Cart).Add;runtime.mapassign': 30_000_000,
      'main.main;github.com/acme/cart.(*Cart).Add;runtime.mapassign;do_syscall_64': 10_000_000,
      'main.main;[unknown]': 20_000_000,
    })
    expect(Object.values(countsByStack(profile))).toEqual([3, 1, 2])
    expect(profile).toMatchObject({ format: 'pprof', durationSeconds: 5, understood: 1, notes: [] })
  })

  it('keeps inlined functions, so that time in them is not taken for their caller’s', async () => {
    const { frames } = await read(goCpu)
    expect(frames.filter(({ inlined }) => inlined).map(({ name }) => name)).toEqual(['runtime.mapassign'])
  })

  it('says of frames where their code is, and which is the kernel’s', async () => {
    const { frames } = await read(goCpu)
    const frame = (wanted: string) => frames.find(({ name }) => name === wanted)
    expect(frame('github.com/acme/cart.(*Cart).Add')).toEqual({
      name: 'github.com/acme/cart.(*Cart).Add',
      file: '/go/pkg/mod/github.com/acme/cart@v1.2.0/cart.go',
      line: 40,
      object: '/srv/checkout',
      kind: 'native',
      inlined: false,
    })
    expect(frame('do_syscall_64')).toMatchObject({
      file: null,
      line: null,
      object: '[kernel.kallsyms]',
      kind: 'kernel',
    })
    expect(frame('[unknown]')).toMatchObject({ object: '/srv/checkout', file: null })
  })

  it('takes no sample for an idle process', async () => {
    const profile = await read({ ...goCpu, samples: [] })
    expect(profile.samples).toHaveLength(0)
    expect(profile.metrics).toHaveLength(1)
    expect(profile.notes.map(({ code }) => code)).toEqual(['no-samples'])
  })

  it.each(['packed', 'single', 'split'] as const)('reads numbers however they are written: %s', async (packing) => {
    expect(weightsByStack(await read({ ...goCpu, packing }))).toEqual(weightsByStack(await read(goCpu)))
  })

  it('tells locations apart whose ids differ beyond what a number holds', async () => {
    const [first, second] = [2n ** 63n, 2n ** 63n + 1n]
    const locations = [
      { functions: [1], id: first },
      { functions: [2], id: second },
    ]
    const samples = [
      { stack: [1], values: [1, 5] },
      { stack: [2], values: [1, 7] },
    ]
    const profile = await read({ ...goCpu, locations, samples })
    expect(weightsByStack(profile)).toEqual({ 'main.main': 5, 'github.com/acme/cart.(*Cart).Add': 7 })
  })

  it('says that stacks are cut where many are just as deep as the recorder goes', async () => {
    const samples = [1, 2, 3].map((leaf) => ({ stack: [leaf, ...Array<number>(61).fill(1)], values: [1, 10_000_000] }))
    const uncut = await read({ ...goCpu, samples })
    expect(uncut.notes).toEqual([])
    const deeper = samples.map((sample) => ({ ...sample, stack: [...sample.stack, 1, 1] }))
    const cut = await read({ ...goCpu, samples: deeper.filter((_, index) => index !== 1) })
    expect(cut.notes.map(({ code, text }) => [code, text])).toEqual([
      ['cut-stacks', '2 stacks have 64 frames and none has more: the recorder cut off their callers.'],
    ])
  })
})

describe('what a pprof profile measures', () => {
  const nanoseconds = { type: 'cpu', unit: 'nanoseconds', value: 10_000_000 }

  it.each([
    ['seconds', 2_000_000_000],
    ['milliseconds', 2_000_000],
    ['microseconds', 2000],
    ['nanoseconds', 2],
  ])('counts %s as nanoseconds', async (unit, weight) => {
    const profile = await measuring([['cpu', unit]], [2])
    expect(profile.metrics).toEqual([{ name: 'cpu', unit: 'nanoseconds', kind: 'cpu' }])
    expect(weightsByStack(profile)).toEqual({ 'main.main': weight })
  })

  it('takes the CPU time for CPU time wherever it stands', async () => {
    const profile = await measuring(
      [
        ['alloc_space', 'bytes'],
        ['cpu-time', 'nanoseconds'],
        ['wall', 'nanoseconds'],
        ['sample', 'count'],
      ],
      [512, 20, 90, 3],
    )
    expect(profile.metrics).toEqual([
      { name: 'alloc_space', unit: 'bytes', kind: 'other' },
      { name: 'cpu-time', unit: 'nanoseconds', kind: 'cpu' },
      { name: 'wall', unit: 'nanoseconds', kind: 'wall' },
    ])
    expect([0, 1, 2].map((metric) => weightsByStack(profile, metric)['main.main'])).toEqual([512, 20, 90])
    expect([0, 1, 2].map((metric) => countsByStack(profile, metric)['main.main'])).toEqual([3, 3, 3])
    expect(profile.notes.map(({ code }) => code)).toEqual(['several-metrics'])
  })

  it('takes samples alone for CPU where they were taken of CPU time', async () => {
    const profile = await measuring([['samples', 'count']], [4], nanoseconds)
    expect(profile.metrics).toEqual([{ name: 'samples', unit: 'samples', kind: 'cpu' }])
    expect(countsByStack(profile)).toEqual({ 'main.main': 4 })
  })

  it('counts samples by the period where nothing else counts them', async () => {
    expect(countsByStack(await measuring([['cpu', 'nanoseconds']], [70_000_000], nanoseconds))).toEqual({
      'main.main': 7,
    })
  })

  it('reads the waits of a mutex profile as wall time', async () => {
    const profile = await measuring(
      [
        ['contentions', 'count'],
        ['delay', 'nanoseconds'],
      ],
      [3, 800],
    )
    expect(profile.metrics.map(({ name, kind }) => [name, kind])).toEqual([
      ['contentions', 'other'],
      ['delay', 'wall'],
    ])
  })

  it('says of a difference of two profiles that it is one', async () => {
    const profile = await measuring(goCpu.types, [-3, -30_000_000])
    expect(weightsByStack(profile)).toEqual({ 'main.main': -30_000_000 })
    expect(countsByStack(profile)).toEqual({ 'main.main': 3 })
    expect(profile.notes.map(({ code }) => code)).toEqual(['delta'])
  })
})

describe('names and threads of a pprof profile', () => {
  it('prefers the readable name of a function, and the system’s to none', async () => {
    const functions = [
      { name: 'acme::cart::add', systemName: '_ZN4acme4cart3addE' },
      { name: '', systemName: '_RNvC4acme3add' },
    ]
    const profile = await read({
      ...goCpu,
      functions,
      locations: [{ functions: [1] }, { functions: [2] }],
      samples: [{ stack: [2, 1], values: [1, 1] }],
    })
    expect(profile.frames.map(({ name, kind }) => [name, kind])).toEqual([
      ['acme::cart::add', null],
      ['_RNvC4acme3add', null],
    ])
  })

  it('says that a recording has no symbols', async () => {
    const profile = await read({ ...goCpu, samples: [{ stack: [4], values: [1, 1] }] })
    expect(profile.notes.map(({ code }) => code)).toEqual(['no-symbols'])
  })

  it.each([
    ['pprof-rs', [{ key: 'thread', text: 'worker-1' }], { name: 'worker-1', pid: null, tid: null }],
    [
      'Datadog',
      [
        { key: 'thread id', number: 12 },
        { key: 'thread name', text: 'main' },
      ],
      { name: 'main', pid: null, tid: 12 },
    ],
    [
      'Parca',
      [
        { key: 'pid', number: 7 },
        { key: 'thread_id', text: '12' },
        { key: 'comm', text: 'node' },
      ],
      { name: 'node', pid: 7, tid: 12 },
    ],
    ['Go', [{ key: 'handler', text: '/cart' }], { name: '', pid: null, tid: null }],
    ['a wrong number', [{ key: 'pid', text: 'seven' }], { name: '', pid: null, tid: null }],
  ])('knows threads by their labels: %s', async (_, labels, thread) => {
    const samples = [{ stack: [1], values: [1, 1], labels }]
    expect((await read({ ...goCpu, samples })).threads).toEqual([thread])
  })
})

describe('any pprof profile', () => {
  const functionCount = 6
  const locationCount = 8
  const draft: fc.Arbitrary<PprofDraft> = fc.record({
    types: fc.constant(goCpu.types),
    functions: fc.constant(Array.from({ length: functionCount }, (_, index) => ({ name: `f${index + 1}` }))),
    locations: fc.array(
      fc.record({ functions: fc.array(fc.integer({ min: 1, max: functionCount }), { minLength: 1, maxLength: 3 }) }),
      { minLength: locationCount, maxLength: locationCount },
    ),
    samples: fc.array(
      fc.record({
        stack: fc.array(fc.integer({ min: 1, max: locationCount }), { minLength: 1, maxLength: 9 }),
        values: fc.tuple(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: -(2 ** 40), max: 2 ** 40 })),
      }),
      { maxLength: 12 },
    ),
    packing: fc.constantFrom('packed', 'single', 'split'),
    samplesFirst: fc.boolean(),
  })

  it('has the weights by stack that were written', async () => {
    await fc.assert(
      fc.asyncProperty(draft, async (written) => {
        const expected: Record<string, number> = {}
        for (const { stack, values } of written.samples ?? []) {
          if (values[1] === 0) continue
          const innermostFirst = stack.flatMap((place) => written.locations?.[place - 1]?.functions ?? [])
          const names = innermostFirst.toReversed().map((place) => `f${place}`)
          expected[names.join(';')] = (expected[names.join(';')] ?? 0) + (values[1] ?? 0)
        }
        expect(weightsByStack(await read(written))).toEqual(expected)
      }),
    )
  })

  it('ends in a profile or one line, wherever it is cut and whichever bit flips', async () => {
    const labels = [{ key: 'thread', text: 'worker' }]
    const [sample] = goCpu.samples ?? []
    const whole = encodePprof({
      ...goCpu,
      samples: [...(goCpu.samples ?? []), { stack: [1], values: [1, 2], ...sample, labels }],
    })
    for (let length = 0; length < whole.length; length++) {
      await expectProfileOrRefusal(importPprof, whole.subarray(0, length))
    }
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(7), async (at, bit) => {
        const flipped = whole.slice()
        flipped[at] = (flipped[at] ?? 0) ^ (1 << bit)
        await expectProfileOrRefusal(importPprof, flipped)
      }),
      { numRuns: 1000 },
    )
  })

  it('is never made of random bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (random) => {
        expect(await refusal(importPprof, random)).toMatch(/^recording: /)
      }),
    )
  })
})
