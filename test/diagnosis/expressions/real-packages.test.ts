import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { searchSource } from '../../../src/diagnosis/expressions/search-source.ts'

const require = createRequire(import.meta.url)

/** The code of an installed package, and what its entry exports. */
function readPackage(name: string) {
  const root = fileURLToPath(new URL(`../../../node_modules/${name}`, import.meta.url))
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.js'))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
  return { files, exported: require(name) }
}

const early = readPackage('path-to-regexp-0-1-10')
const late = readPackage('path-to-regexp-6-2-2')
const colours = readPackage('ansi-regex-5-0-0')
const routes = ['/trips/:from-:to', '/files/:name.:type', '/a/:b/c/:d?']
const others = ['semver', 'mustache', 'js-yaml'].map((name) => readPackage(name).files)

describe('a published library is recognised as the maker of', () => {
  for (const path of routes) {
    it(`the route ${path}, in two lines of releases`, () => {
      const patterns = [early.exported(path, []).source, late.exported.pathToRegexp(path).source] as const
      expect(searchSource(early.files, patterns)[0]?.built).toBeGreaterThan(0.5)
      expect(searchSource(late.files, patterns)[1]?.built).toBeGreaterThan(0.5)
      for (const files of others)
        for (const match of searchSource(files, patterns)) expect(match.built).toBeLessThan(0.5)
    })
  }

  it('the expression for colours of a terminal, joined from two strings', () => {
    const [match] = searchSource(colours.files, [colours.exported().source])
    expect(match).toMatchObject({ literal: null, file: 'index.js' })
    expect(match?.pieces).toBeGreaterThan(0.95)
    for (const { files } of [early, late]) {
      expect(searchSource(files, [colours.exported().source])[0]?.pieces).toBeLessThan(0.2)
    }
  })
})
