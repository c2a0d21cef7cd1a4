import { describe, expect, it } from 'vitest'
import { inlineMap, mayHoldSourceMap, sourceMapUrl } from '../../../src/ownership/source-maps/map-of-script.ts'

describe('where a script says that its map is', () => {
  const scripts: [what: string, text: string, url: string | null][] = [
    ['in its last line', 'a()\n//# sourceMappingURL=a.js.map', 'a.js.map'],
    ['before a last line end', 'a()\r\n//# sourceMappingURL=a.js.map\r\n', 'a.js.map'],
    ['before closing lines', '//# sourceMappingURL=a.js.map\n/* end */\n', 'a.js.map'],
    ['in the older spelling', '//@ sourceMappingURL=a.js.map', 'a.js.map'],
    ['nowhere', 'a()\n', null],
    ['within other code', 'const text = "//# sourceMappingURL=a.js.map"\n', null],
    ['long before its end', `//# sourceMappingURL=a.js.map\n${'a()\n'.repeat(100)}`, null],
    ['twice, where the last counts', '//# sourceMappingURL=a.map\n//# sourceMappingURL=b.map\n', 'b.map'],
  ]
  for (const [what, text, url] of scripts) {
    it(`is ${what}`, () => {
      expect(sourceMapUrl(text)).toBe(url)
    })
  }

  it('is in the script itself, in Base64 or as text', () => {
    const base64 = Buffer.from('{"version":3}').toString('base64')
    for (const data of [`;base64,${base64}`, `;charset=utf-8;base64,${base64}`, ',%7B%22version%22%3A3%7D']) {
      const script = { path: 'dist/a.js', text: `a()\n//# sourceMappingURL=data:application/json${data}\n` }
      expect(inlineMap(script)).toEqual({ path: 'dist/a.js.map', text: '{"version":3}' })
    }
    expect(inlineMap({ path: 'a.js', text: '//# sourceMappingURL=a.js.map' })).toBeNull()
    expect(inlineMap({ path: 'a.js', text: '//# sourceMappingURL=data:text/html,a' })).toBeNull()
  })

  it('takes linear time', () => {
    expect(sourceMapUrl('\n'.repeat(1_000_000))).toBeNull()
    expect(sourceMapUrl(`//# sourceMappingURL=${'a'.repeat(1_000_000)} b`)).toBeNull()
  })

  it('is asked of scripts and maps only', () => {
    const held = ['a.js', 'a.mjs', 'a.cjs.map', 'dist/a.js.map', 'a.tsx'].filter(mayHoldSourceMap)
    expect(held).toHaveLength(5)
    expect(['a.cpuprofile', 'a.map', 'package.json', 'a.css.map'].filter(mayHoldSourceMap)).toEqual([])
  })
})
