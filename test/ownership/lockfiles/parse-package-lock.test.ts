import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parsePackageLock } from '../../../src/ownership/lockfiles/parse-package-lock.ts'
import { describePackages, npmRegistry, of } from './describe-packages.ts'

function lock(document: unknown, manifests: Record<string, unknown> = {}, path = 'package-lock.json') {
  const files = Object.entries(manifests).map(([file, manifest]) => ({
    path: file,
    text: typeof manifest === 'string' ? manifest : JSON.stringify(manifest),
  }))
  return parsePackageLock({ path, text: typeof document === 'string' ? document : JSON.stringify(document) }, files)
}

describe('a package-lock.json of version 2 or 3', () => {
  const workspaceLock = {
    name: 'checkout',
    lockfileVersion: 3,
    packages: {
      '': {
        name: 'checkout',
        version: '1.2.3',
        dependencies: { '@acme/cart': '*', glob: '^10' },
        devDependencies: { ms: '2.0.0' },
      },
      'node_modules/@acme/cart': { resolved: 'packages/cart', link: true },
      'node_modules/brace-expansion': { version: '1.1.11', dependencies: { 'concat-map': '0.0.1' } },
      'node_modules/concat-map': { version: '0.0.1' },
      'node_modules/glob': {
        version: '10.3.10',
        dependencies: { minimatch: '^9' },
        optionalDependencies: { absent: '1' },
      },
      'node_modules/minimatch': { version: '3.1.2', dependencies: { 'brace-expansion': '^1' } },
      'node_modules/glob/node_modules/minimatch': { version: '9.0.3', dependencies: { 'brace-expansion': '^2' } },
      'node_modules/glob/node_modules/brace-expansion': { version: '2.0.1' },
      'node_modules/ms': { version: '2.0.0' },
      'packages/cart': { name: '@acme/cart', version: '0.1.0', dependencies: { minimatch: '^3', ms: '^2.1' } },
      'packages/cart/node_modules/ms': { version: '2.1.3' },
    },
  }

  it('resolves names as Node does, so that each copy has its own dependencies', () => {
    expect(describePackages(lock(workspaceLock))).toEqual([
      'pkg:npm/checkout@1.2.3 own > pkg:npm/%40acme/cart@0.1.0, pkg:npm/glob@10.3.10, pkg:npm/ms@2.0.0',
      'pkg:npm/brace-expansion@1.1.11 unstated > pkg:npm/concat-map@0.0.1',
      'pkg:npm/concat-map@0.0.1 unstated',
      'pkg:npm/glob@10.3.10 direct unstated > pkg:npm/minimatch@9.0.3',
      'pkg:npm/minimatch@3.1.2 direct unstated > pkg:npm/brace-expansion@1.1.11',
      'pkg:npm/minimatch@9.0.3 unstated > pkg:npm/brace-expansion@2.0.1',
      'pkg:npm/brace-expansion@2.0.1 unstated',
      'pkg:npm/ms@2.0.0 direct unstated',
      'pkg:npm/%40acme/cart@0.1.0 own direct > pkg:npm/minimatch@3.1.2, pkg:npm/ms@2.1.3',
      'pkg:npm/ms@2.1.3 direct unstated',
    ])
  })

  it('says where a workspace lies, and where the tree links it', () => {
    const packages = lock(workspaceLock)
    expect(of(packages, '@acme/cart', 'installPaths')).toEqual(['packages/cart', 'node_modules/@acme/cart'])
    expect(of(packages, 'checkout', 'installPaths')).toEqual([])
  })

  it('links a workspace from every place where it is installed', () => {
    const link = { resolved: 'packages/cart', link: true }
    const packages = lock({
      lockfileVersion: 3,
      packages: {
        '': { name: 'checkout', dependencies: { cart: '*' } },
        'node_modules/cart': { version: '9.0.0' },
        'packages/cart': { version: '0.1.0' },
        'packages/mail': { name: 'mail', dependencies: { cart: '*' } },
        'packages/mail/node_modules/cart': link,
        'packages/shop': { name: 'shop', dependencies: { cart: '*' } },
        'packages/shop/node_modules/cart': link,
      },
    })
    expect(describePackages(packages)).toEqual([
      'pkg:npm/checkout own > pkg:npm/cart@9.0.0',
      'pkg:npm/cart@9.0.0 direct unstated',
      'pkg:npm/cart@0.1.0 own direct',
      'pkg:npm/mail own > pkg:npm/cart@0.1.0',
      'pkg:npm/shop own > pkg:npm/cart@0.1.0',
    ])
  })

  it('calls an alias by its real name, and knows frames by both', () => {
    const packages = lock({
      lockfileVersion: 3,
      packages: {
        '': { name: 'checkout', dependencies: { 'lodash-old': 'npm:lodash@3.10.1', lodash: '^4' } },
        'node_modules/lodash': { version: '4.17.21' },
        'node_modules/lodash-old': { name: 'lodash', version: '3.10.1' },
      },
    })
    expect(packages.map(({ purl }) => purl)).toEqual([
      'pkg:npm/checkout',
      'pkg:npm/lodash@4.17.21',
      'pkg:npm/lodash@3.10.1',
    ])
    expect(packages[2]).toMatchObject({
      libraryNames: ['lodash', 'lodash-old'],
      installPaths: ['node_modules/lodash-old'],
    })
  })

  it('joins the copies of one version into one package with all its places', () => {
    const copy = { version: '2.1.3' }
    const packages = lock({
      lockfileVersion: 3,
      packages: { 'node_modules/a/node_modules/ms': copy, 'node_modules/b/node_modules/ms': copy },
    })
    expect(packages).toHaveLength(1)
    expect(packages[0]?.installPaths).toEqual(['node_modules/a/node_modules/ms', 'node_modules/b/node_modules/ms'])
  })

  it('counts a folder that a file: dependency links as own, and keeps no path that leaves the service', () => {
    const packages = lock({
      lockfileVersion: 2,
      packages: {
        '': { name: 'checkout', dependencies: { money: 'file:../money', stamp: 'file:vendor/stamp' } },
        '../money': { version: '3.0.0' },
        'node_modules/money': { resolved: '../money', link: true },
        'node_modules/stamp': { resolved: 'vendor/stamp', link: true },
      },
    })
    expect(describePackages(packages)).toEqual([
      'pkg:npm/checkout own > pkg:npm/money@3.0.0, pkg:npm/stamp',
      'pkg:npm/money@3.0.0 own direct',
      'pkg:npm/stamp own direct',
    ])
    expect(of(packages, 'money', 'installPaths')).toEqual(['node_modules/money'])
    expect(of(packages, 'stamp', 'installPaths')).toEqual(['vendor/stamp', 'node_modules/stamp'])
  })

  it('names a nameless root after its folder', () => {
    const document = { lockfileVersion: 3, packages: { '': { dependencies: {} } } }
    expect(lock(document, {}, 'services/checkout/package-lock.json')[0]?.name).toBe('checkout')
    expect(lock(document)[0]?.name).toBe('service')
  })

  it('finds for every asker the copy that Node would load', () => {
    const names = fc.constantFrom('a', 'b', 'c')
    const places = fc.uniqueArray(fc.array(names, { minLength: 1, maxLength: 4 }), {
      selector: (place) => place.join('/'),
    })
    const law = fc.property(places, (chains) => {
      const location = (chain: readonly string[]) => chain.map((name) => `node_modules/${name}`).join('/')
      const asks = { a: '*', b: '*', c: '*' }
      const installed = chains.map((chain, version): [string, object] => [
        location(chain),
        { version: `1.0.${version}`, dependencies: asks },
      ])
      const packages = lock({ lockfileVersion: 3, packages: Object.fromEntries(installed) })
      const at = (chain: readonly string[]) => chains.findIndex((other) => location(other) === location(chain))
      for (const [asker, chain] of chains.entries()) {
        const expected = ['a', 'b', 'c'].flatMap((name) => {
          for (let above = chain.length; above >= 0; above--) {
            const found = at([...chain.slice(0, above), name])
            if (found >= 0) return found === asker ? [] : [found]
          }
          return []
        })
        expect([...(packages[asker]?.dependencies ?? [])].sort()).toEqual(expected.sort())
      }
    })
    fc.assert(law)
  })
})

describe('a package-lock.json of version 1', () => {
  const nested = {
    name: 'checkout',
    version: '1.2.3',
    lockfileVersion: 1,
    dependencies: {
      glob: {
        version: '7.0.0',
        resolved: `${npmRegistry}/glob/-/glob-7.0.0.tgz`,
        requires: { minimatch: '^3' },
        dependencies: { minimatch: { version: '3.1.2', requires: { ms: '2.0.0' } } },
      },
      ms: { version: '2.0.0' },
      'ms-old': { version: 'npm:ms@0.7.1' },
      money: { version: 'file:vendor/money', requires: { ms: '2.0.0' } },
      wire: { version: 'git+ssh://git@github.com/acme/wire.git#0a1b2c' },
    },
  }

  it('reads the nesting as the installed tree', () => {
    const packages = lock(nested, { 'package.json': { dependencies: { glob: '^7', 'ms-old': 'npm:ms@0.7.1' } } })
    expect(describePackages(packages)).toEqual([
      'pkg:npm/checkout@1.2.3 own > pkg:npm/glob@7.0.0, pkg:npm/ms@0.7.1',
      'pkg:npm/glob@7.0.0 direct public > pkg:npm/minimatch@3.1.2',
      'pkg:npm/ms@2.0.0 direct unstated',
      'pkg:npm/ms@0.7.1 direct unstated',
      'pkg:npm/money own > pkg:npm/ms@2.0.0',
      'pkg:npm/wire private',
      'pkg:npm/minimatch@3.1.2 unstated > pkg:npm/ms@2.0.0',
    ])
    expect(of(packages, 'wire', 'repository')).toBe('https://github.com/acme/wire')
    expect(of(packages, 'minimatch', 'installPaths')).toEqual(['node_modules/glob/node_modules/minimatch'])
  })

  it('takes what nobody else asks for as asked by own code where there is no manifest', () => {
    const direct = lock(nested).filter((found) => found.direct)
    expect(direct.map(({ purl }) => purl)).toEqual([
      'pkg:npm/glob@7.0.0',
      'pkg:npm/ms@2.0.0',
      'pkg:npm/ms@0.7.1',
      'pkg:npm/wire',
    ])
  })

  it('may be a shrinkwrap of npm 4, without a version and without requirements', () => {
    const packages = lock({
      name: 'checkout',
      dependencies: { glob: { version: '7.0.0', dependencies: { minimatch: { version: '3.0.0' } } } },
    })
    expect(describePackages(packages)).toEqual([
      'pkg:npm/checkout own',
      'pkg:npm/glob@7.0.0 direct unstated > pkg:npm/minimatch@3.0.0',
      'pkg:npm/minimatch@3.0.0 unstated',
    ])
  })
})

describe('a package-lock.json that is refused', () => {
  const refused: [what: string, document: unknown, message: RegExp][] = [
    [
      'a newer version',
      { lockfileVersion: 4 },
      /^package-lock\.json: lockfileVersion "4"; accepted: lockfileVersion 1, 2 and 3$/,
    ],
    ['no version', { name: 'checkout' }, /^package-lock\.json: lockfileVersion ""; accepted/],
    ['no packages', { lockfileVersion: 3 }, /^package-lock\.json:1: no packages; accepted/],
    ['a version that is an object', { lockfileVersion: { toString: 1 } }, /: lockfileVersion ""; accepted/],
    ['a file cut in the middle', '{\n"lockfileVersion": 3,\n"packages": {', /^package-lock\.json:3: not valid JSON/],
    ['a comment', '{\n// hello\n}', /^package-lock\.json:2: not valid JSON/],
    ['a page of an error', '<!doctype html>', /^package-lock\.json:1: not valid JSON/],
    ['a list', '[]', /^package-lock\.json:1: not a JSON object/],
    [
      'a step to a parent folder in a name',
      { lockfileVersion: 3, packages: { 'node_modules/../../evil': { version: '1.0.0' } } },
      /^package-lock\.json, key "node_modules\/\.\.\/\.\.\/evil": a name holding "\.\.\/"/,
    ],
    [
      'a control character in a version',
      { lockfileVersion: 3, packages: { 'node_modules/a': { version: '1.0\u001b[2J' } } },
      /a name holding "\\u001b"/,
    ],
    [
      'no name at all',
      { lockfileVersion: 3, packages: { 'node_modules/': {} } },
      /"" "" is no name and version of npm packages$/,
    ],
  ]
  for (const [what, document, message] of refused) {
    it(`for ${what}`, () => {
      expect(() => lock(document)).toThrow(message)
    })
  }
})
