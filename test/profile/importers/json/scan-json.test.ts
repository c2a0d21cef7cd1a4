import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isNumberArray } from '../../../../src/profile/importers/json/number-list.ts'
import { readJson } from '../../../../src/profile/importers/json/read-json.ts'
import { checkJson, scanJson } from '../../../../src/profile/importers/json/scan-json.ts'
import { LIMITS } from '../../../../src/profile/limits.ts'

const encoder = new TextEncoder()
const LISTS = ['samples', 'timeDeltas']
const part = { name: 'recording', limits: LIMITS }
const fileOf = (text: string, length = text.length) => ({ ...part, bytes: pieces(text, length) })

/** The lists that are read of a text, which may come in pieces. */
async function scan(text: string, length?: number): Promise<number[][]> {
  const { lists } = await scanJson(fileOf(text, length), LISTS)
  return [...lists.values()].map((values) => [...values])
}

describe('lists of numbers, read without JSON.parse', () => {
  it.each([
    ['{"samples":[1,22,-3,0]}', [1, 22, -3, 0]],
    ['{\n  "samples" : [\n 1 ,\t2\r\n]\n}', [1, 2]],
    ['{"a":{"samples":[9]},"b":["samples"],"samples":[123456789012345]}', [123456789012345]],
    ['{"a":"\\"samples\\":[9]","samples":[1]}', [1]],
  ])('are found in %j', async (text, values) => {
    expect(await scan(text)).toEqual([values])
    expect(await scan(text, 1)).toEqual([values])
  })

  it.each([
    ['{"samples":[]}', 'is empty'],
    ['{"samples":[1.5]}', 'holds fractions'],
    ['{"samples":[1e3]}', 'holds exponents'],
    ['{"samples":[1234567890123456]}', 'holds numbers that are not exact'],
    ['{"samples":["1"]}', 'holds texts'],
    ['{"samples":[01]}', 'is no JSON'],
    ['{"samples":[-]}', 'is no JSON'],
    ['{"samples":[- 1]}', 'is no JSON'],
    ['{"samples":[1 2]}', 'is no JSON'],
    ['{"samples":[1-]}', 'is no JSON'],
    ['{"samples":[1,]}', 'is no JSON'],
    ['{"samples":[1', 'is cut'],
    ['{"samples" [1]}', 'has no colon'],
    ['{"sample":[1]}', 'is another one'],
    ['{"my-samples":[1]}', 'is another one'],
    ['{"a\\"samples":[1]}', 'is another one'],
    ['{"inner":{"samples":[1]}}', 'is deeper within'],
    ['[{"samples":[1]}]', 'is within a list'],
  ])('are left to JSON.parse: %s %s', async (text) => {
    expect(await scan(text)).toEqual([])
    expect(await scan(text, 1)).toEqual([])
  })

  it('change nothing but the kind of list', async () => {
    const numbers = fc.array(fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })), {
      maxLength: 5,
    })
    const file = fc.record({
      samples: fc.oneof(numbers, fc.array(fc.integer())),
      timeDeltas: fc.jsonValue(),
      rest: fc.jsonValue(),
    })
    await fc.assert(
      fc.asyncProperty(file, fc.nat(3), fc.integer({ min: 1, max: 40 }), async (value, indent, length) => {
        const text = JSON.stringify(value, null, indent)
        const read = await readJson(fileOf(text, length), LISTS)
        const plain = Object.entries(read as object).map(([key, member]) => [
          key,
          isNumberArray(member) ? [...member] : member,
        ])
        expect(Object.fromEntries(plain)).toEqual(JSON.parse(text))
      }),
    )
  })
})

describe('lists of numbers that do not fit into 32 bits', () => {
  it.each([[2 ** 31 - 1], [2 ** 31], [-(2 ** 31)], [99_999_999_999_999, 1]])(
    'are read all the same: %s',
    async (...values) => {
      expect(await scan(JSON.stringify({ samples: values }))).toEqual([values])
    },
  )
})

describe('JSON that would take gigabytes', () => {
  it('is refused where it is too deep', async () => {
    const levels = '{"a":'.repeat(100_001)
    await expect(scan(levels)).rejects.toThrow(
      /more than 100000 levels of JSON at byte 500000; .*--limit json-levels=NUMBER/,
    )
    expect(await scan(`"${'['.repeat(100_001)}"`)).toEqual([])
  })

  it('is refused where it holds too many values', () => {
    const commas = new Uint8Array(33_554_433).fill(0x2c)
    expect(() => checkJson(commas, part)).toThrow(/more than 33554432 values of JSON at byte 33554431/)
  })

  it('is refused where a list of numbers holds too many', async () => {
    const file = {
      ...fileOf(JSON.stringify({ samples: [1, 2, 3, 4, 5, 6] }), 4),
      limits: { ...LIMITS, 'json-values': 5 },
    }
    await expect(scanJson(file, LISTS)).rejects.toThrow(/more than 5 values of JSON/)
  })
})

describe('JSON that is broken behind a long list of numbers', () => {
  it.each([
    ['{"samples":[1,2,3],"a":!}', 23],
    ['{"samples":[1, 2, 3.5],"a":!}', 27],
    ['{"samples":[ 1,\n22,\n333 ],"timeDeltas":[4,5,x]}', 44],
    ['{"samples":[1,2,3', 17],
    ['{"samples":[1,2,]}', 16],
  ])('is refused with the byte in the file: %j', async (text, offset) => {
    for (const length of [text.length, 1]) {
      await expect(readJson(fileOf(text, length), LISTS)).rejects.toThrow(`at byte ${offset};`)
    }
  })
})

describe('a long list of numbers that is none in the end', () => {
  it('is left to JSON.parse whole', async () => {
    const values = [...Array(200_000).keys(), 0.5]
    expect(await readJson(fileOf(JSON.stringify({ samples: values }), 65_536), LISTS)).toEqual({ samples: values })
  })
})

async function* pieces(text: string, length: number): AsyncIterable<Uint8Array> {
  const bytes = encoder.encode(text)
  for (let start = 0; start < bytes.length; start += length) yield bytes.subarray(start, start + length)
}
