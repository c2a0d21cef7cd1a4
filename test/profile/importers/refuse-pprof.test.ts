import { describe, expect, it } from 'vitest'
import { importPprof } from '../../../src/profile/importers/import-pprof.ts'
import { bytes, encodePprof, number } from './encode-pprof.ts'
import { goCpu } from './go-cpu-draft.ts'
import { importBytes, refusal } from './import-bytes.ts'

describe('a pprof profile that is broken', () => {
  const valid = [...encodePprof(goCpu)]
  const type = bytes(1, [...number(1, 0), ...number(2, 0)])
  const noString = bytes(6, [])
  const cases: [string, number[], RegExp][] = [
    ['nothing', [], /byte 0: the profile does not say what it measures/],
    ['no strings', type, /the table of strings is missing/],
    [
      'strings that do not begin with the empty one',
      [...type, ...bytes(6, [65])],
      /does not begin with the empty string/,
    ],
    ['a string that is missing', [...bytes(1, number(1, 9)), ...noString], /refers to string 9, but the table holds 1/],
    [
      'a sample without its values',
      [...type, ...bytes(2, []), ...noString],
      /a sample has 0 values for 1 sample types/,
    ],
    ['too many values', [...type, ...bytes(2, bytes(2, [1, 1])), ...noString], /a sample has 2 values for 1 sample/],
    [
      'a location that is missing',
      [...type, ...bytes(2, [8, 5, 16, 1]), ...noString],
      /refers to location 5, which is missing/,
    ],
    ['a location without id', [...type, ...bytes(4, []), ...noString], /a location has no id/],
    ['two locations of one id', [...type, ...bytes(4, [8, 1]), ...bytes(4, [8, 1])], /a second location has the id 1/],
    [
      'a function that is missing',
      [...type, ...bytes(2, [8, 1, 16, 1]), ...bytes(4, [8, 1, 34, 2, 8, 3]), ...noString],
      /refers to function 3/,
    ],
    [
      'a mapping that is missing',
      [...type, ...bytes(2, [8, 1, 16, 1]), ...bytes(4, [8, 1, 16, 3]), ...noString],
      /refers to mapping 3/,
    ],
    ['a number where bytes belong', number(2, 1), /byte 0: field 2 holds no bytes/],
    ['bytes where a number belongs', bytes(10, []), /byte 0: field 10 holds no number/],
    ['a group', [0x0b], /byte 0: field 1 has the unknown wire type 3/],
    ['field 0', [0x02, 0x00], /byte 0: no field has this number/],
    ['a field longer than the file', [0x0a, 0x05], /byte 0: field 1 is longer than what is left of its message/],
    ['a number without end', [0x50, 0xff], /byte 1: a number does not end within its message/],
    ['a number of 70 bits', [0x50, ...Array<number>(10).fill(0xff), 1], /byte 1: a number has more than 64 bits/],
  ]

  it.each(cases)('is refused: %s', async (_, file, message) => {
    expect(await refusal(importPprof, Uint8Array.from(file))).toMatch(message)
  })

  it('is refused where few bytes stand for more frames than any recording has', async () => {
    const wide = { functions: Array<number>(20_000).fill(1) }
    const samples = Array.from({ length: 20 }, (_, index) => ({
      stack: Array<number>(50 + index).fill(1),
      values: [1, 1],
    }))
    const file = encodePprof({ ...goCpu, locations: [wide], samples })
    expect(await refusal(importPprof, file)).toMatch(/more than 32 frames for each byte/)
  })

  it('is read, and says how much it did not understand, where it has fields that nobody knows', async () => {
    const unknown = [
      ...bytes(99, Array<number>(48).fill(1)),
      ...[((98 << 3) & 0x7f) | 0x80 | 1, 98 >> 4, 1, 2, 3, 4, 5, 6, 7, 8],
    ]
    const profile = await importBytes(importPprof, Uint8Array.from([...valid, ...unknown]))
    expect(profile.understood).toBeCloseTo(valid.length / (valid.length + unknown.length))
  })
})

describe('pprof’s formats before profile.proto', () => {
  const words = (littleEndian: boolean, size: 4 | 8) => {
    const view = new DataView(new ArrayBuffer(5 * size))
    for (const [index, word] of [0, 3, 0, 10_000, 0].entries()) {
      if (size === 4) view.setUint32(4 * index, word, littleEndian)
      else view.setBigUint64(8 * index, BigInt(word), littleEndian)
    }
    return new Uint8Array(view.buffer)
  }
  const text = (line: string) => new TextEncoder().encode(line)

  it.each([
    ['64-bit words', words(true, 8)],
    ['32-bit words', words(true, 4)],
    ['big-endian words', words(false, 8)],
    ['big-endian 32-bit words', words(false, 4)],
    ['a heap profile', text('heap profile:     85: 178257920 [    85: 178257920] @ growth\n')],
    ['contentions', text('--- contention:\ncycles/second=3000000000\n')],
    ['goroutines', text('goroutine profile: total 7\n')],
  ])('are refused by name: %s', async (_, file) => {
    expect(importPprof.couldBe(file)).toBe(true)
    expect(await refusal(importPprof, file)).toMatch(
      /a pprof format from before profile\.proto; accepted is what `go tool pprof -proto/,
    )
  })
})

describe('whether a file could be a pprof profile', () => {
  const whole = encodePprof({ ...goCpu, samples: Array(9).fill(goCpu.samples?.[0]) })

  it('says yes to every beginning of one that holds a number', () => {
    for (let length = 3; length <= whole.length; length++) {
      expect(importPprof.couldBe(whole.subarray(0, length))).toBe(true)
    }
  })

  it('says no to another protobuf format', () => {
    const openTelemetry = bytes(1, [...bytes(1, [...number(1, 1), ...number(2, 2)]), ...bytes(2, Array(40).fill(1))])
    expect(importPprof.couldBe(Uint8Array.from(openTelemetry))).toBe(false)
  })

  it.each([
    '{"nodes":[]}',
    'main;a;b 12\n',
    'java 4711 12.5: cycles:\n',
    '<svg ',
    '\nPS: a;b 1\n',
    '# stacks\nPHP;x 1\n',
    '',
  ])('says no to text: %j', (line) => {
    expect(importPprof.couldBe(new TextEncoder().encode(line.repeat(line === '' ? 1 : 99)))).toBe(false)
  })
})
