import { domainToASCII } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodePunycode } from '../../../../src/ownership/grammars/rust/decode-punycode.ts'

describe('an identifier in punycode', () => {
  const valid: [encoded: string, decoded: string][] = [
    ['gdel_5qa', 'gödel'],
    ['41a', 'я'],
    ['abc_', 'abc'],
    ['', ''],
  ]
  for (const [encoded, decoded] of valid) {
    it(`reads ${encoded} as ${decoded}`, () => expect(decodePunycode(encoded)).toBe(decoded))
  }

  for (const encoded of ['a_!', 'a_B', '5q', '999999999', 'z'.repeat(2000), '9'.repeat(1_000_000)]) {
    it(`is not ${encoded.slice(0, 20)}`, () => expect(decodePunycode(encoded)).toBeNull())
  }

  it('reads what a domain name of the same letters is encoded as', () => {
    const letters = fc.array(fc.constantFrom(...'abcxyzабвгдежäöüλμν日本語'), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(letters, (some) => {
        const label = some.join('')
        const ascii = domainToASCII(label)
        fc.pre(ascii.startsWith('xn--'))
        const encoded = ascii.slice('xn--'.length).replace(/-(?=[^-]*$)/, '_')
        expect(decodePunycode(encoded)).toBe(label)
      }),
    )
  })

  it('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void decodePunycode(text)))
  })
})
