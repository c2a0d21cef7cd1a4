import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commonLength, SLACK } from '../../../../src/profile/importers/bytes/byte-hash.ts'
import { ByteTable } from '../../../../src/profile/importers/bytes/byte-table.ts'
import { LIMITS } from '../../../../src/profile/limits.ts'

/** All texts in one buffer, as a file has them, and where each one stands. */
function lay(texts: readonly string[]) {
  const encoded = texts.map((text) => new TextEncoder().encode(text))
  const bytes = new Uint8Array(encoded.reduce((length, one) => length + one.length, 0) + SLACK).fill(0xff)
  let filled = 0
  const places = encoded.map((one) => {
    bytes.set(one, filled)
    filled += one.length
    return { start: filled - one.length, end: filled }
  })
  return { bytes, view: new DataView(bytes.buffer), places }
}

describe('a table of byte strings', () => {
  it('gives each string a number of its own, and the string back for the number', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 12 })), (texts) => {
        const { bytes, view, places } = lay(texts)
        const table = new ByteTable(LIMITS)
        const indices = places.map(({ start, end }) => table.intern(bytes, view, start, end))
        const distinct = [...new Set(texts)]
        expect(indices).toEqual(texts.map((text) => distinct.indexOf(text)))
        expect(distinct.map((_, index) => table.text(index))).toEqual(distinct)
        expect(table.length).toBe(distinct.length)
      }),
    )
  })

  it('grows past its first size, in strings and in bytes', () => {
    const texts = Array.from({ length: 20_000 }, (_, index) => `${'acme::cart::'.repeat(index % 9)}${index}`)
    const { bytes, view, places } = lay(texts)
    const table = new ByteTable(LIMITS)
    for (const round of [0, 1]) {
      const indices = places.map(({ start, end }) => table.intern(bytes, view, start, end))
      expect(indices, `round ${round}`).toEqual(texts.map((_, index) => index))
    }
    expect(table.text(19_999)).toBe(texts[19_999])
  })
})

describe('the length that two places have in common', () => {
  it('is that of the longest common beginning', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 12 }),
        fc.string({ maxLength: 12 }),
        fc.string({ maxLength: 12 }),
        (same, a, b) => {
          const first = new TextEncoder().encode(same + a)
          const second = new TextEncoder().encode(same + b)
          const limit = Math.min(first.length, second.length)
          const { view } = lay([same + a, same + b])
          let expected = 0
          while (expected < limit && first[expected] === second[expected]) expected++
          expect(commonLength(view, 0, first.length, limit)).toBe(expected)
        },
      ),
    )
  })
})
