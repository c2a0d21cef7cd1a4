import { describe, expect, it } from 'vitest'
import { parseBunLock } from '../../../src/ownership/lockfiles/parse-bun-lock.ts'
import { refuseBunLockb } from '../../../src/ownership/lockfiles/refuse-bun-lockb.ts'
import { describePackages, npmRegistry, of } from './describe-packages.ts'

function lock(text: string, manifests: Record<string, string> = {}) {
  const files = Object.entries(manifests).map(([path, manifest]) => ({ path, text: manifest }))
  return parseBunLock({ path: 'bun.lock', text }, files)
}

const text = `{
  "lockfileVersion": 1,
  "workspaces": {
    "": {
      "name": "checkout",
      "dependencies": { "@acme/cart": "workspace:*", "glob": "10.3.10", "lodash-old": "npm:lodash@3.10.1", "money": "file:vendor/money", },
    },
    "packages/cart": { "name": "@acme/cart", "version": "0.1.0", "dependencies": { "minimatch": "^3", "wire": "acme/wire" } },
  },
  "packages": {
    "@acme/cart": ["@acme/cart@workspace:packages/cart"],
    // two versions in one tree
    "glob": ["glob@10.3.10", "", { "dependencies": { "minimatch": "^9.0.1" } }, "sha512-a"],
    "glob/minimatch": ["minimatch@9.0.3", "", {}, "sha512-b"],
    "lodash-old": ["lodash@3.10.1", "", {}, "sha512-c"],
    "minimatch": ["minimatch@3.1.2", "https://npm.acme.dev/minimatch/-/minimatch-3.1.2.tgz", {}, "sha512-d"],
    "money": ["money@file:vendor/money", { "dependencies": { "minimatch": "3" } }],
    "wire": ["wire@github:acme/wire#0a1b2c", {}, "acme-wire-0a1b2c"],
    "@acme/cart/minimatch": ["minimatch@3.0.4", "", {}, "sha512-e"],
  }
}`

describe('a bun.lock', () => {
  it('reads the place of a package in its key, below a workspace too', () => {
    const packages = lock(text, { 'package.json': '{"version": "1.2.3"}' })
    expect(describePackages(packages)).toEqual([
      'pkg:npm/checkout@1.2.3 own > pkg:npm/%40acme/cart@0.1.0, pkg:npm/glob@10.3.10, pkg:npm/lodash@3.10.1, pkg:npm/money',
      'pkg:npm/%40acme/cart@0.1.0 own direct > pkg:npm/minimatch@3.0.4, pkg:npm/wire',
      'pkg:npm/glob@10.3.10 direct unstated > pkg:npm/minimatch@9.0.3',
      'pkg:npm/minimatch@9.0.3 unstated',
      'pkg:npm/lodash@3.10.1 direct unstated',
      'pkg:npm/minimatch@3.1.2 direct private',
      'pkg:npm/money own direct > pkg:npm/minimatch@3.1.2',
      'pkg:npm/wire direct private',
      'pkg:npm/minimatch@3.0.4 direct unstated',
    ])
    expect(of(packages, 'lodash', 'libraryNames')).toEqual(['lodash', 'lodash-old'])
    expect(of(packages, 'wire', 'repository')).toBe('https://github.com/acme/wire')
    expect(of(packages, 'glob', 'installPaths')).toEqual(['node_modules/glob'])
    expect(of(packages, 'money', 'installPaths')).toEqual(['vendor/money', 'node_modules/money'])
  })

  it('calls a package public where its archive lies at the default registry', () => {
    const archive = `${npmRegistry}/ms/-/ms-2.1.3.tgz`
    const packages = lock(`{"lockfileVersion": 1, "packages": {"ms": ["ms@2.1.3", "${archive}", {}]}}`)
    expect(packages[0]?.visibility).toBe('public')
  })

  const refused: [what: string, text: string, message: RegExp][] = [
    ['a newer version', '{"lockfileVersion": 3}', /^bun\.lock: lockfileVersion "3"; accepted: lockfileVersion 0 to 2$/],
    ['no version', '{}', /^bun\.lock: lockfileVersion ""; accepted/],
    ['a syntax error', '{\n"lockfileVersion": 1,\n"packages": [}', /^bun\.lock:3: not valid JSON/],
    [
      'an entry that is no list',
      '{"lockfileVersion": 1, "packages": {"a": {}}}',
      /^bun\.lock, key "a": no resolution; accepted/,
    ],
  ]
  for (const [what, malformedText, message] of refused) {
    it(`is refused for ${what}`, () => {
      expect(() => lock(malformedText)).toThrow(message)
    })
  }
})

describe('a bun.lockb', () => {
  it('is refused with the command that converts it', () => {
    expect(() => refuseBunLockb({ path: 'app/bun.lockb', text: '' }, [])).toThrow(
      "app/bun.lockb: bun's binary lockfile; accepted: bun.lock, which `bun install --save-text-lockfile --frozen-lockfile --lockfile-only` writes",
    )
  })

  it('is passed over where it was converted and left lying', () => {
    expect(refuseBunLockb({ path: 'app/bun.lockb', text: '' }, [{ path: 'app/bun.lock', text: '{}' }])).toEqual([])
  })
})
