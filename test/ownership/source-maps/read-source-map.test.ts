import { describe, expect, it } from 'vitest'
import { HeadwaterError } from '../../../src/errors.ts'
import { readSourceMap } from '../../../src/ownership/source-maps/read-source-map.ts'

const read = (map: unknown) =>
  readSourceMap({ path: 'dist/a.js.map', text: typeof map === 'string' ? map : JSON.stringify(map) })

/** Line 1: column 4 is `handle` in line 3, column 9, of cart.ts; column 20 is nobody's. */
const plain = { version: 3, sources: ['cart.ts'], names: ['handle'], mappings: 'IAESA,gB' }

describe('a source map', () => {
  it('tells what stands at or before a place in its line', () => {
    const { find, sources } = read(plain)
    expect(sources).toEqual(['cart.ts'])
    expect(find(0, 3)).toBeNull()
    expect(find(0, 11)).toEqual({ column: 4, original: { source: 'cart.ts', line: 3, column: 10, name: 'handle' } })
    expect(find(0, 25)).toEqual({ column: 20, original: null })
    expect(find(1, 11)).toBeNull()
    expect(find(0, -1)).toBeNull()
  })

  const same: [what: string, map: unknown][] = [
    ['with a root', { ...plain, sourceRoot: '/srv', sources: ['cart.ts'] }],
    ['with a root that ends in a slash', { ...plain, sourceRoot: '/srv/' }],
    [
      'behind the line that keeps browsers from running it',
      `)]}'\n${JSON.stringify({ ...plain, sourceRoot: '/srv' })}`,
    ],
    ['with the mark of UTF-8', `\uFEFF${JSON.stringify({ ...plain, sourceRoot: '/srv' })}`],
  ]
  for (const [what, map] of same) {
    it(`is read ${what}`, () => {
      expect(read(map).find(0, 11)?.original).toMatchObject({ source: '/srv/cart.ts', line: 3 })
    })
  }

  it('of sections begins anew at each of them', () => {
    const { find, sources } = read({
      version: 3,
      sections: [
        { offset: { line: 0, column: 0 }, map: { ...plain, sources: ['a.ts'] } },
        { offset: { line: 0, column: 100 }, map: { ...plain, sources: ['b.ts'] } },
        { offset: { line: 1_000_000_000, column: 2 }, map: { ...plain, sources: ['c.ts'] } },
      ],
    })
    expect(sources).toEqual(['a.ts', 'b.ts', 'c.ts'])
    expect(find(0, 11)).toMatchObject({ column: 4, original: { source: 'a.ts' } })
    expect(find(0, 111)).toMatchObject({ column: 104, original: { source: 'b.ts' } })
    expect(find(1_000_000_000, 7)).toMatchObject({ column: 6, original: { source: 'c.ts' } })
    expect(find(5, 7)).toBeNull()
  })

  const nobody: [what: string, map: unknown][] = [
    ['a source that is not there', { ...plain, sources: [] }],
    ['a source without a name', { ...plain, sources: [null] }],
    ['a source that is a number', { ...plain, sources: [7] }],
  ]
  for (const [what, map] of nobody) {
    it(`gives a place to nobody for ${what}`, () => {
      expect(read(map).find(0, 11)).toEqual({ column: 4, original: null })
    })
  }

  const many = 100_000
  const refused: [what: string, map: unknown, message: RegExp][] = [
    ['no JSON', '{', /^dist\/a\.js\.map:1: not valid JSON/],
    ['a list', [], /^dist\/a\.js\.map:1: not a JSON object/],
    ['no version', { mappings: '' }, /^dist\/a\.js\.map: source map version "undefined"; accepted: version 3$/],
    ['version 2', { ...plain, version: 2 }, /^dist\/a\.js\.map: source map version "2"; accepted: version 3$/],
    ['version 4', { ...plain, version: 4 }, /accepted: version 3$/],
    [
      'no mappings',
      { version: 3, sources: [] },
      /^dist\/a\.js\.map:1: no mappings; accepted: a source map of version 3$/,
    ],
    ['mappings that are a list', { ...plain, mappings: [] }, /:1: no mappings/],
    [
      'endless mappings',
      { ...plain, mappings: 'A'.repeat(13 * 1024 * 1024) },
      /mappings of 13631488 characters; accepted/,
    ],
    ['a section without an offset', { version: 3, sections: [{ map: plain }] }, /, section 1: no offset or no map/],
    [
      'a section elsewhere',
      { version: 3, sections: [{ offset: { line: 0, column: 0 }, url: 'b.map' }] },
      /, section 1: no/,
    ],
    [
      'sections in sections',
      { version: 3, sections: [{ offset: { line: 0, column: 0 }, map: { version: 3, sections: [] } }] },
      /no mappings/,
    ],
    ['endless sections', { version: 3, sections: Array(10_001).fill(0) }, /10001 sections; accepted: at most 10000/],
    ['nested lists', '['.repeat(many) + ']'.repeat(many), /dist\/a\.js\.map:1: not/],
    ['nested objects, cut', '{"sections":'.repeat(many), /dist\/a\.js\.map:1: not/],
    ['a merge that was not finished', '<<<<<<< HEAD\n{}', /^dist\/a\.js\.map:1: not valid JSON/],
  ]
  for (const [what, map, message] of refused) {
    it(`is refused for ${what}`, () => {
      expect(() => read(map)).toThrow(HeadwaterError)
      expect(() => read(map)).toThrow(message)
    })
  }
})
