import fc from 'fast-check'
import { XMLParser } from 'fast-xml-parser'
import { describe, expect, it } from 'vitest'
import { escapeText } from '../../src/flamegraph/escape-text.ts'
import { hostileNames } from './hostile-names.ts'

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  trimValues: false,
  parseTagValue: false,
})

function readBack(name: string): { text: string; attribute: string } {
  const { a } = parser.parse(`<a b="${escapeText(name)}">${escapeText(name)}.</a>`)
  expect(Object.keys(a).sort()).toEqual(['#text', '@b'])
  return { text: a['#text'].slice(0, -1), attribute: a['@b'] }
}

describe('a text from outside', () => {
  for (const { name, shown } of hostileNames) {
    it(`is shown as ${JSON.stringify(shown)} and read as nothing else`, () => {
      expect(readBack(name)).toEqual({ text: shown, attribute: shown })
    })
  }

  it('can not leave its place, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        expect(escapeText(name)).not.toMatch(/[<>"'\p{Cc}\p{Cf}\p{Cs}]|&(?!amp;|lt;|gt;|quot;|apos;)/u)
      }),
    )
  })
})
