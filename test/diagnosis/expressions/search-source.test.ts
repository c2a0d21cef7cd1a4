import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { searchSource } from '../../../src/diagnosis/expressions/search-source.ts'

const search = (pattern: string, ...texts: readonly string[]) => {
  const files = texts.map((text, index) => ({ path: `lib/${index}.js`, text }))
  const [match] = searchSource(files, [pattern])
  if (!match) throw new Error('no match for the pattern')
  return match
}

describe('an expression stands whole in code', () => {
  const rows: readonly (readonly [what: string, code: string, pattern: string])[] = [
    ['as a literal', String.raw`x.split(/\s*,\s*/g)`, String.raw`\s*,\s*`],
    ['as a literal with slashes', String.raw`const a = /^\/a\/(b+)+$/`, String.raw`^\/a\/(b+)+$`],
    ['as a string', String.raw`new RegExp('(\\d+)+$', 'i')`, String.raw`(\d+)+$`],
    ['as a string with slashes, which V8 escapes', `new RegExp("^/a/(b+)+$")`, String.raw`^\/a\/(b+)+$`],
    ['as a string with a code point', String.raw`RegExp('[\\u001B]+;')`, String.raw`[\u001B]+;`],
    ['as a raw template', 'RegExp(String.raw`(\\d+)+$`)', String.raw`(\d+)+$`],
  ]
  for (const [what, code, pattern] of rows) it(what, () => expect(search(pattern, '', code).literal).toBe('lib/1.js'))
})

describe('an expression does not stand whole in code', () => {
  const rows: readonly (readonly [what: string, code: string, pattern: string])[] = [
    ['that has a longer one', String.raw`/\s*,\s*;/`, String.raw`\s*,\s*`],
    ['that has no code', '', 'a+b'],
    ['where it is empty', `'' //`, ''],
    ['in a comment’s words', '// a+b', 'a+b'],
  ]
  for (const [what, code, pattern] of rows) it(what, () => expect(search(pattern, code).literal).toBeNull())

  it('in a test, which only quotes it', () => {
    for (const path of ['test/index.js', 'lib/__tests__/a.js', 'lib/a.test.js', 'a.spec.mjs'])
      expect(searchSource([{ path, text: '/(a+)+$/' }], ['(a+)+$'])[0], path).toMatchObject({
        literal: null,
        pieces: 0,
      })
  })
})

it('counts the pieces of an expression that was joined from strings, over all files', () => {
  const match = search('(?:abcdefgh)*|(?:ijklmnop)*', `'(?:abcdefgh)*'`, `'(?:ijklmnop)*'`)
  expect(match.pieces).toBeCloseTo(16 / 22)
  expect(match).toMatchObject({ literal: null, file: 'lib/0.js' })
})

describe('who makes expressions of parts', () => {
  const pattern = String.raw`^\/trips(?:\/([^\/#\?]+?))[\/#\?]?$`
  const maker = `route += '(?:' + slash + '([^/#?]+?' + '))'; route += '[/#?]?$'; new RegExp(route, flags)`

  it('is told by the strings that the expression can be laid out with, whatever words were put in', () => {
    expect(search(pattern, maker)).toMatchObject({ builder: 'lib/0.js', literal: null })
    expect(search(pattern, maker).built).toBeGreaterThan(0.8)
    expect(search(pattern.replace('trips', 'hotels'), maker).built).toBe(search(pattern, maker).built)
  })

  it('is nobody who only holds such strings', () => {
    expect(search(pattern, maker.replace('new RegExp', 'print'))).toMatchObject({ built: 0, builder: null })
  })

  it('is nobody who makes expressions of whole strings, or of other ones', () => {
    expect(search(pattern, `new RegExp('(?:([^/#?]+?))', 'g')`).built).toBe(0)
    expect(search(pattern, `new RegExp('^' + names.join('|') + '$')`).built).toBe(0)
  })
})

it('finds every expression that code holds as a literal, whatever surrounds it', () => {
  const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '(', ')', '+', '[', ']', '\\d', '.', '|'), minLength: 8 })
  fc.assert(
    fc.property(pattern, fc.string(), fc.string(), (source, before, after) => {
      const match = search(source, `${before}\n/${source}/\n${after}`)
      expect(match).toMatchObject({ literal: 'lib/0.js', pieces: 1 })
    }),
  )
})
