import { describe, expect, it } from 'vitest'
import { pairMaps } from '../../../src/ownership/source-maps/pair-maps.ts'

describe('the map of a script', () => {
  const pairs: [what: string, script: string, maps: string[], map: string | undefined][] = [
    ['lies beside it', '/srv/app/dist/server.js', ['dist/server.js.map'], 'dist/server.js.map'],
    ['may lie in a folder of another name', '/app/server.js', ['dist/server.js.map'], 'dist/server.js.map'],
    ['has no folder in a zip', '/srv/app/dist/server.js', ['server.js.map'], 'server.js.map'],
    [
      'is that with most folders in common',
      '/srv/app/a/index.js',
      ['b/index.js.map', 'a/index.js.map'],
      'a/index.js.map',
    ],
    ['is none where two fit alike', '/srv/index.js', ['b/index.js.map', 'a/index.js.map'], undefined],
    ['has its name', '/srv/app/dist/server.js', ['dist/server.mjs.map', 'dist/other.js.map'], undefined],
    ['lies beside it on Windows', 'C:\\app\\dist\\server.js', ['dist/server.js.map'], 'dist/server.js.map'],
  ]
  for (const [what, script, maps, map] of pairs) {
    it(what, () => {
      const found = pairMaps(
        [script],
        maps.map((path) => ({ path, text: '' })),
      ).get(script)
      expect(found?.path).toBe(map)
    })
  }

  it('is the map of no other script of that name', () => {
    const scripts = ['/srv/app/lib/cart/index.js', '/srv/app/dist/index.js']
    const found = pairMaps(scripts, [{ path: 'dist/index.js.map', text: '' }])
    expect([...found.keys()]).toEqual(['/srv/app/dist/index.js'])
  })

  it('is nobody’s where it fits two scripts alike', () => {
    const scripts = ['/srv/app/a/index.js', '/srv/app/b/index.js']
    expect(pairMaps(scripts, [{ path: 'index.js.map', text: '' }]).size).toBe(0)
  })
})
