import { describe, expect, it } from 'vitest'
import { resolveSource } from '../../../src/ownership/source-maps/resolve-source.ts'

const script = '/srv/app/dist/server.js'

describe('the source of a bundled module', () => {
  // As the maps of esbuild 0.28.2, webpack 5.112.2, rollup 4.68.8, rolldown 1.3.2 and tsc 5.9.3 name them; Turbopack and Vite by convention.
  const sources: [source: string, path: string | null][] = [
    ['../node_modules/ms/index.js', '/srv/app/node_modules/ms/index.js'],
    ['../src/cart.ts', '/srv/app/src/cart.ts'],
    ['cart.ts', '/srv/app/dist/cart.ts'],
    ['/srv/app/src/cart.ts', '/srv/app/src/cart.ts'],
    ['C:\\app\\src\\cart.ts', 'C:/app/src/cart.ts'],
    ['..\\src\\cart.ts', '/srv/app/src/cart.ts'],
    ['../../../../../../cart.ts', '/cart.ts'],
    ['file:///srv/app/src/cart.ts', '/srv/app/src/cart.ts'],
    ['../src/server.js?commonjs-entry', '/srv/app/src/server.js'],
    ['webpack://checkout/./src/cart.js', 'src/cart.js'],
    ['webpack://checkout/./node_modules/@acme/wire/index.js', 'node_modules/@acme/wire/index.js'],
    ['webpack:///./src/cart.js', 'src/cart.js'],
    ['webpack://checkout/../shared/cart.js', '../shared/cart.js'],
    ['webpack://checkout/./src/cart.vue?1a2b', 'src/cart.vue'],
    ['turbopack:///[project]/src/cart.ts', 'src/cart.ts'],
    ['https://acme.dev/src/cart.js', 'https://acme.dev/src/cart.js'],
    ['webpack://checkout/webpack/bootstrap', null],
    ['webpack://checkout/external commonjs "fs"', null],
    ['webpack://checkout/ignored|/srv/app/node_modules/debug|./browser.js', null],
    ['webpack://checkout/ignored/cart.js', 'ignored/cart.js'],
    ['\0commonjsHelpers.js', null],
    ['../src/cart\u202e.js', '/srv/app/src/cart\u202e.js'],
    ['', null],
    ['a/'.repeat(4000), null],
  ]
  for (const [source, path] of sources) {
    it(`${JSON.stringify(source.slice(0, 60))} is ${path}`, () => {
      expect(resolveSource(source, script)).toBe(path)
    })
  }

  it('of a script from a web server is beside it', () => {
    const place = resolveSource('../node_modules/ms/index.js', 'https://acme.dev/assets/main.js')
    expect(place).toBe('https://acme.dev/node_modules/ms/index.js')
  })
})
