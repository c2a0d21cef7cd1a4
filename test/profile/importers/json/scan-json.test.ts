import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readJson } from '../../../../src/profile/importers/json/read-json.ts'
import { isNumberArray, scanJson } from '../../../../src/profile/importers/json/scan-json.ts'

const encoder = new TextEncoder()
const scan = (text: string) => scanJson(encoder.encode(text), 'recording', ['samples', 'timeDeltas'])

describe('lists of numbers, read without JSON.parse', () => {
  it.each([
    ['{"samples":[1,22,-3,0]}', [1, 22, -3, 0]],
    ['{\n  "samples" : [\n 1 ,\t2\r\n]\n}', [1, 2]],
    ['{"a":{"samples":[9]},"b":["samples"],"samples":[123456789012345]}', [123456789012345]],
    ['{"a":"\\"samples\\":[9]","samples":[1]}', [1]],
  ])('are found in %j', (text, values) => {
    expect(scan(text).map((list) => [...list.values])).toEqual([values])
  })

  it.each([
    ['{"samples":[]}', 'is empty'],
    ['{"samples":[1.5]}', 'holds fractions'],
    ['{"samples":[1e3]}', 'holds exponents'],
    ['{"samples":[1234567890123456]}', 'holds numbers that are not exact'],
    ['{"samples":["1"]}', 'holds texts'],
    ['{"samples":[01]}', 'is no JSON'],
    ['{"samples":[-]}', 'is no JSON'],
    ['{"samples":[1,]}', 'is no JSON'],
    ['{"samples":[1', 'is cut'],
    ['{"samples" [1]}', 'has no colon'],
    ['{"sample":[1]}', 'is another one'],
    ['{"inner":{"samples":[1]}}', 'is deeper within'],
    ['[{"samples":[1]}]', 'is within a list'],
  ])('are left to JSON.parse: %s %s', (text) => {
    expect(scan(text)).toEqual([])
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
      fc.asyncProperty(file, fc.nat(3), async (value, indent) => {
        const text = JSON.stringify(value, null, indent)
        const read = await readJson(pieces(text), 'recording', ['samples', 'timeDeltas'])
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
    (...values) => {
      const [list] = scan(JSON.stringify({ samples: values }))
      expect([...(list?.values ?? [])]).toEqual(values)
    },
  )
})

describe('JSON that would take gigabytes', () => {
  it('is refused where it is too deep', () => {
    expect(() => scan('{"a":'.repeat(100_001))).toThrow(/nested deeper than 100000 levels at byte 500000/)
    expect(() => scan(`"${'['.repeat(100_001)}"`)).not.toThrow()
  })

  it('is refused where it holds too many values', () => {
    const commas = new Uint8Array(33_554_433).fill(0x2c)
    expect(() => scanJson(commas, 'recording', [])).toThrow(/more than 33554432 values at byte 33554431/)
  })
})

async function* pieces(text: string): AsyncIterable<Uint8Array> {
  yield encoder.encode(text)
}
