import { describe, expect, it } from 'vitest'
import { importOtlp } from '../../../src/profile/importers/import-otlp.ts'
import { bytes, number } from './encode-pprof.ts'
import { countsByStack, expectProfileOrRefusal, importBytes, refusal, weightsByStack } from './import-bytes.ts'

const STRINGS = [
  '',
  'samples',
  'count',
  'cpu',
  'nanoseconds',
  'main',
  'total',
  'map',
  'cart.rs',
  '/usr/bin/checkout',
  'thread.name',
  'thread.id',
  'profile.frame.type',
  'kernel',
  'do_syscall_64',
  'off_cpu',
]
const at = (text: string) => STRINGS.indexOf(text)

/** One sample: field 1 is its stack; what the other fields are, the draft says. */
type Sample = { stack: number; values?: number[]; attributes?: number[]; timestamps?: number }

const packed = (field: number, values: readonly number[]) =>
  values.length === 0
    ? []
    : bytes(
        field,
        values.flatMap((value) => number(1, value).slice(1)),
      )
const text = (field: number, value: string) => bytes(field, [...new TextEncoder().encode(value)])

function encodeSample({ stack, values = [], attributes = [], timestamps = 0 }: Sample, draft: 'old' | 'new'): number[] {
  const [valuesField, attributesField] = draft === 'old' ? [2, 3] : [4, 2]
  const times =
    timestamps === 0
      ? []
      : bytes(
          5,
          Array.from({ length: 8 * timestamps }, () => 7),
        )
  return [...number(1, stack), ...packed(valuesField, values), ...packed(attributesField, attributes), ...times]
}

const DICTIONARY = [
  ...bytes(1, []),
  ...bytes(1, number(4, at('/usr/bin/checkout'))),
  ...bytes(2, []),
  ...bytes(2, [...number(1, 1), ...bytes(3, number(1, 2)), ...bytes(3, number(1, 3))]),
  ...bytes(2, [...number(1, 1), ...bytes(3, [...number(1, 1), ...number(2, 17)])]),
  ...bytes(2, number(1, 1)),
  ...bytes(2, [...bytes(3, number(1, 4)), ...packed(4, [3])]),
  ...bytes(3, []),
  ...bytes(3, [...number(1, at('main')), ...number(3, at('cart.rs')), ...number(4, 9)]),
  ...bytes(3, [...number(1, at('map'))]),
  ...bytes(3, [...number(1, at('total'))]),
  ...bytes(3, [...number(1, at('do_syscall_64'))]),
  ...STRINGS.flatMap((string) => text(5, string)),
  ...bytes(6, []),
  ...bytes(6, [...number(1, at('thread.name')), ...bytes(2, text(1, 'worker'))]),
  ...bytes(6, [...number(1, at('thread.id')), ...bytes(2, number(3, 71))]),
  ...bytes(6, [...number(1, at('profile.frame.type')), ...bytes(2, text(1, 'kernel'))]),
  ...bytes(7, []),
  ...bytes(7, packed(1, [1, 2])),
  ...bytes(7, packed(1, [4, 3, 2])),
]

function message(samples: Sample[], draft: 'old' | 'new' = 'new', type = 'samples', unit = 'count'): number[] {
  const profile = [
    ...bytes(1, [...number(1, at(type)), ...number(2, at(unit))]),
    ...samples.flatMap((sample) => bytes(2, encodeSample(sample, draft))),
    ...number(4, 5_000_000_000),
    ...bytes(5, [...number(1, at('cpu')), ...number(2, at('nanoseconds'))]),
    ...number(6, 50_000_000),
  ]
  return [...bytes(1, bytes(2, bytes(2, profile))), ...bytes(2, DICTIONARY)]
}

const read = (content: readonly number[] | string) =>
  importBytes(importOtlp, typeof content === 'string' ? content : Uint8Array.from(content))

describe('OpenTelemetry profiles', () => {
  it('are read leaf first, with what was inlined, objects and threads', async () => {
    const profile = await read(
      message([
        { stack: 1, timestamps: 3, attributes: [1, 2] },
        { stack: 2, timestamps: 1 },
      ]),
    )
    expect(weightsByStack(profile)).toEqual({ 'main;total;map': 3, 'main;[unknown];do_syscall_64': 1 })
    expect(profile.threads).toContainEqual({ name: 'worker', pid: null, tid: 71 })
    expect(
      profile.frames.map(({ name, file, line, object, kind, inlined }) => [name, file, line, object, kind, inlined]),
    ).toEqual([
      ['main', 'cart.rs', 9, '/usr/bin/checkout', 'native', false],
      ['map', null, null, '/usr/bin/checkout', 'native', true],
      ['total', null, null, '/usr/bin/checkout', 'native', false],
      ['[unknown]', null, null, '/usr/bin/checkout', 'native', false],
      ['do_syscall_64', null, null, null, 'kernel', false],
    ])
    expect(profile).toMatchObject({ format: 'otlp', durationSeconds: 5, understood: 1, notes: [] })
    expect(profile.metrics).toEqual([{ name: 'samples', unit: 'samples', kind: 'cpu' }])
  })

  const drafts: [string, Sample[]][] = [
    ['values and attributes', [{ stack: 1, values: [2, 3], attributes: [1] }]],
    ['values', [{ stack: 1, values: [5] }]],
    ['values, attributes and times', [{ stack: 1, values: [2, 3], timestamps: 2, attributes: [1] }]],
  ]
  it.each(drafts)('mean the same in both drafts where samples have %s', async (_, samples) => {
    for (const draft of ['old', 'new'] as const) {
      expect(weightsByStack(await read(message(samples, draft)))).toEqual({ 'main;total;map': 5 })
    }
  })

  it('count samples by the period where they measure time', async () => {
    const profile = await read(
      message([{ stack: 1, values: [150_000_000], attributes: [1] }], 'new', 'cpu', 'nanoseconds'),
    )
    expect(countsByStack(profile)).toEqual({ 'main;total;map': 3 })
  })

  it('keep time off the processor apart', async () => {
    const profile = await read(message([{ stack: 1, values: [9], attributes: [1] }], 'new', 'off_cpu', 'nanoseconds'))
    expect([...profile.samples.idle]).toEqual([1])
    expect(profile.metrics[0]?.kind).toBe('wall')
  })

  it('are read where a file holds several messages with their lengths', async () => {
    const one = message([{ stack: 1, timestamps: 2 }])
    const length = [0, 0, one.length >> 8, one.length & 255]
    expect(weightsByStack(await read([...length, ...one, ...length, ...one]))).toEqual({ 'main;total;map': 4 })
    expect(await refusal(importOtlp, Uint8Array.from([...length, ...one.slice(0, -1)]))).toContain(
      'byte 0: a message breaks off',
    )
  })
})

describe('OpenTelemetry profiles as JSON', () => {
  const json = (names: { samples: string; lines: string }) => ({
    resourceProfiles: [
      {
        scopeProfiles: [
          {
            profiles: [
              {
                sampleType: { typeStrindex: 1, unitStrindex: 2 },
                durationNano: '2000000000',
                [names.samples]: [
                  { stackIndex: 1, attributeIndices: [1], values: ['2', 3] },
                  { stackIndex: 1, timestampsUnixNano: ['1764000000000000000'] },
                ],
              },
            ],
          },
        ],
      },
    ],
    dictionary: {
      stringTable: ['', 'samples', 'count', 'main', 'total', 'thread.name'],
      functionTable: [{}, { nameStrindex: 3 }, { nameStrindex: 4 }],
      mappingTable: [{}],
      locationTable: [{}, { [names.lines]: [{ functionIndex: 1 }] }, { [names.lines]: [{ functionIndex: 2 }] }],
      stackTable: [{}, { locationIndices: [2, 1] }],
      attributeTable: [{}, { keyStrindex: 5, value: { stringValue: 'worker' } }],
    },
  })

  it.each([
    { samples: 'samples', lines: 'lines' },
    { samples: 'sample', lines: 'line' },
  ])('are read with the names of every draft: $samples, $lines', async (names) => {
    const one = JSON.stringify(json(names))
    const profile = await read(one)
    expect(weightsByStack(profile)).toEqual({ 'main;total': 6 })
    expect(profile.threads.map(({ name }) => name)).toEqual(['worker', ''])
    expect(profile.durationSeconds).toBe(2)
    expect(weightsByStack(await read(`${one}\n${one}\n`))).toEqual({ 'main;total': 12 })
    expect(weightsByStack(await read(JSON.stringify(json(names), null, 2)))).toEqual({ 'main;total': 6 })
  })
})

describe('OpenTelemetry profiles that are broken', () => {
  const invalid: [string, number[] | string, string][] = [
    ['a stack that is not there', message([{ stack: 9, timestamps: 1 }]), 'refers to stack 9, of 3'],
    [
      'an attribute that is not there',
      message([{ stack: 1, timestamps: 1, attributes: [44] }]),
      'refers to attribute 44, of 4',
    ],
    [
      'no dictionary',
      [...bytes(1, bytes(2, bytes(2, bytes(2, number(1, 1)))))],
      'no dictionary with strings and stacks',
    ],
    ['fields of another format', [...bytes(1, []), ...bytes(6, [])], 'field 6 is none of OTLP profiles'],
    [
      'a field longer than the message',
      [0x0a, 0x20, 0x12],
      'byte 0: field 1 is longer than what is left of its message; an OTLP',
    ],
    ['JSON of another kind', '{"dictionary":{}}', 'no resourceProfiles'],
  ]
  it.each(invalid)('with %s are refused', async (_, content, what) => {
    expect(await refusal(importOtlp, typeof content === 'string' ? content : Uint8Array.from(content))).toContain(what)
  })

  it('end in a profile or one line, wherever they are cut and whichever byte changes', async () => {
    const whole = Uint8Array.from(message([{ stack: 1, timestamps: 3, attributes: [1, 2] }]))
    for (let place = 0; place < whole.length; place += 3) {
      await expectProfileOrRefusal(importOtlp, whole.subarray(0, place))
      await expectProfileOrRefusal(importOtlp, whole.with(place, (whole[place] as number) ^ 3))
    }
  })
})
