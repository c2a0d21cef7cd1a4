import { describe, expect, it } from 'vitest'
import { pathFromUrl } from '../../../../src/profile/importers/json/path-from-url.ts'

describe('the path in a frame’s URL', () => {
  it.each([
    ['file:///srv/a%20b/x.js', '/srv/a b/x.js'],
    ['file:///srv/x.mjs?v=12#top', '/srv/x.mjs'],
    ['file:///srv/who%3F.js', '/srv/who?.js'],
    ['file:///C:/acme/x.js', 'C:/acme/x.js'],
    ['file://host/share/x.js', '//host/share/x.js'],
    ['file:///srv/100%/x.js', '/srv/100%/x.js'],
    ['/srv/a%20b/x.js', '/srv/a%20b/x.js'],
    ['C:\\acme\\x.js', 'C:\\acme\\x.js'],
    ['node:internal/fs', 'node:internal/fs'],
    ['webpack://shop/./src/%5Bid%5D.ts', 'webpack://shop/./src/[id].ts'],
    ['https://acme.example/x.js?v=1', 'https://acme.example/x.js?v=1'],
    ['evalmachine.<anonymous>', 'evalmachine.<anonymous>'],
    ['', null],
  ])('of %s is %s', (url, path) => {
    expect(pathFromUrl(url)).toBe(path)
  })
})
