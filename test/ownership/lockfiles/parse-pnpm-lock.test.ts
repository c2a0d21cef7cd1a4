import { describe, expect, it } from 'vitest'
import { parsePnpmLock } from '../../../src/ownership/lockfiles/parse-pnpm-lock.ts'
import { describePackages, of } from './describe-packages.ts'

function lock(text: string, manifests: Record<string, string> = {}) {
  const files = Object.entries(manifests).map(([path, manifest]) => ({ path, text: manifest }))
  return parsePnpmLock({ path: 'pnpm-lock.yaml', text }, files)
}

const manifests = {
  'package.json': '{"name": "checkout", "version": "1.2.3"}',
  'packages/cart/package.json': '{"name": "@acme/cart", "version": "0.1.0"}',
}

const version9 = `
lockfileVersion: '9.0'
importers:
  .:
    dependencies:
      '@acme/cart': {specifier: 'workspace:*', version: link:packages/cart}
      lodash-old: {specifier: npm:lodash@3.10.1, version: lodash@3.10.1}
      react-dom: {specifier: 18.2.0, version: 18.2.0(react@18.2.0)}
  packages/cart:
    devDependencies:
      react: {specifier: 18.2.0, version: 18.2.0}
packages:
  lodash@3.10.1:
    resolution: {integrity: sha512-a}
  react-dom@18.2.0:
    resolution: {integrity: sha512-b}
    peerDependencies: {react: ^18.2.0}
  react@18.2.0:
    resolution: {integrity: sha512-c}
snapshots:
  lodash@3.10.1: {}
  react-dom@18.2.0(react@18.2.0):
    dependencies: {react: 18.2.0}
  react@18.2.0: {}
`

const version6 = `
lockfileVersion: '6.0'
importers:
  .:
    dependencies:
      '@acme/cart': {specifier: 'workspace:*', version: link:packages/cart}
      lodash-old: {specifier: npm:lodash@3.10.1, version: /lodash@3.10.1}
      react-dom: {specifier: 18.2.0, version: 18.2.0(react@18.2.0)}
  packages/cart:
    devDependencies:
      react: {specifier: 18.2.0, version: 18.2.0}
packages:
  /lodash@3.10.1:
    resolution: {integrity: sha512-a}
  /react-dom@18.2.0(react@18.2.0):
    resolution: {integrity: sha512-b}
    dependencies: {react: 18.2.0}
  /react@18.2.0:
    resolution: {integrity: sha512-c}
`

const version5 = `
lockfileVersion: 5.4
importers:
  .:
    specifiers: {'@acme/cart': 'workspace:*', lodash-old: npm:lodash@3.10.1, react-dom: 18.2.0}
    dependencies:
      '@acme/cart': link:packages/cart
      lodash-old: /lodash/3.10.1
      react-dom: 18.2.0_react@18.2.0
  packages/cart:
    devDependencies:
      react: 18.2.0
packages:
  /lodash/3.10.1:
    resolution: {integrity: sha512-a}
  /react-dom/18.2.0_react@18.2.0:
    resolution: {integrity: sha512-b}
    dependencies: {react: 18.2.0}
  /react/18.2.0:
    resolution: {integrity: sha512-c}
`

describe('a pnpm-lock.yaml', () => {
  for (const [version, text] of Object.entries({ version9, version6, version5 })) {
    it(`of ${version} follows workspaces, aliases and peers`, () => {
      const packages = lock(text, manifests)
      expect(describePackages(packages)).toEqual([
        'pkg:npm/checkout@1.2.3 own > pkg:npm/%40acme/cart@0.1.0, pkg:npm/lodash@3.10.1, pkg:npm/react-dom@18.2.0',
        'pkg:npm/%40acme/cart@0.1.0 own direct > pkg:npm/react@18.2.0',
        'pkg:npm/lodash@3.10.1 direct unstated',
        'pkg:npm/react-dom@18.2.0 direct unstated > pkg:npm/react@18.2.0',
        'pkg:npm/react@18.2.0 direct unstated',
      ])
      expect(of(packages, 'react-dom', 'installPaths')).toEqual([
        'node_modules/.pnpm/react-dom@18.2.0_react@18.2.0/node_modules/react-dom',
      ])
      expect(of(packages, '@acme/cart', 'installPaths')).toEqual(['packages/cart'])
    })
  }

  it('of one project without workspaces states the root at its top', () => {
    const text =
      'lockfileVersion: 5.3\ndependencies:\n  ms: 2.1.3\npackages:\n  /ms/2.1.3:\n    resolution: {integrity: a}\n'
    expect(describePackages(lock(text))).toEqual([
      'pkg:npm/service own > pkg:npm/ms@2.1.3',
      'pkg:npm/ms@2.1.3 direct unstated',
    ])
  })

  it('with a document for pnpm itself is read without it', () => {
    const itself = `---
lockfileVersion: '9.0'
importers:
  .:
    configDependencies: {}
    packageManagerDependencies:
      pnpm: {specifier: 12.3.4, version: 12.3.4}
packages:
  pnpm@12.3.4:
    resolution: {integrity: sha512-d}
snapshots:
  pnpm@12.3.4: {}
`
    expect(lock(`${itself}---${version9}`, manifests)).toEqual(lock(version9, manifests))
  })

  it('joins what differs only in its peers, and keeps the folders of both', () => {
    const text = `
lockfileVersion: '9.0'
importers: {}
packages:
  form@1.0.0:
    resolution: {integrity: sha512-a}
snapshots:
  form@1.0.0(react@17.0.2): {}
  form@1.0.0(react@18.2.0(types@1.0.0)): {}
`
    const packages = lock(text)
    expect(packages).toHaveLength(1)
    expect(packages[0]?.installPaths).toEqual([
      'node_modules/.pnpm/form@1.0.0_react@17.0.2/node_modules/form',
      'node_modules/.pnpm/form@1.0.0_react@18.2.0_types@1.0.0_/node_modules/form',
    ])
  })

  const sources: [what: string, version: string, entry: string, expected: object][] = [
    [
      'a git repository',
      '9.0',
      'wire@git+https://git.acme.dev/wire.git#0a1b2c:\n    resolution: {commit: 0a1b2c, repo: https://git.acme.dev/wire.git, type: git}\n    version: 1.0.0',
      { purl: 'pkg:npm/wire@1.0.0', visibility: 'private', repository: 'https://git.acme.dev/wire' },
    ],
    [
      'an archive of GitHub',
      '9.0',
      'wire@https://codeload.github.com/acme/wire/tar.gz/0a1b2c:\n    resolution: {tarball: https://codeload.github.com/acme/wire/tar.gz/0a1b2c}\n    version: 1.0.0',
      { purl: 'pkg:npm/wire@1.0.0', visibility: 'private', repository: 'https://github.com/acme/wire' },
    ],
    [
      'an archive of GitHub, as pnpm 7 keys it',
      '5.4',
      'github.com/acme/wire/0a1b2c:\n    resolution: {tarball: https://codeload.github.com/acme/wire/tar.gz/0a1b2c}\n    name: wire\n    version: 1.0.0',
      { purl: 'pkg:npm/wire@1.0.0', visibility: 'private', repository: 'https://github.com/acme/wire' },
    ],
    [
      'another registry in the key',
      '6.0',
      'npm.acme.dev/@acme/wire@1.0.0:\n    resolution: {integrity: sha512-a}',
      { purl: 'pkg:npm/%40acme/wire@1.0.0', visibility: 'private', repository: null },
    ],
    [
      'a packed file',
      '9.0',
      'wire@file:vendor/wire-1.0.0.tgz:\n    resolution: {integrity: sha512-a, tarball: file:vendor/wire-1.0.0.tgz}\n    version: 1.0.0',
      { purl: 'pkg:npm/wire@1.0.0', own: false, visibility: 'private' },
    ],
    [
      'a folder',
      '9.0',
      'wire@file:vendor/wire:\n    resolution: {directory: vendor/wire, type: directory}',
      { purl: 'pkg:npm/wire', own: true, installPaths: ['vendor/wire'] },
    ],
  ]
  for (const [what, version, entry, expected] of sources) {
    it(`knows ${what} for the source`, () => {
      const packages = lock(`lockfileVersion: '${version}'\npackages:\n  ${entry}\n`)
      expect(packages.at(-1)).toMatchObject(expected)
    })
  }

  const refused: [what: string, text: string, message: RegExp][] = [
    [
      'a version between',
      "lockfileVersion: '7.0'",
      /^pnpm-lock\.yaml: lockfileVersion "7\.0"; accepted: lockfileVersion 5\.x, 6\.x and 9\.x$/,
    ],
    ['no version', 'packages: {}', /^pnpm-lock\.yaml: no lockfileVersion; accepted/],
    ['a syntax error', "lockfileVersion: '9.0'\npackages:\n  a: [", /^pnpm-lock\.yaml:\d: not valid YAML/],
    [
      'a key given twice',
      "lockfileVersion: '9.0'\nlockfileVersion: '9.0'",
      /^pnpm-lock\.yaml:2: not valid YAML \(duplicated/,
    ],
    ['an alias', "lockfileVersion: '9.0'\na: &a x\nb: *a", /^pnpm-lock\.yaml:3: not valid YAML \(alias/],
    ['a tag', "lockfileVersion: !!js/function 'x'", /^pnpm-lock\.yaml:1: not valid YAML \(unknown/],
    ['a name that steps out', "lockfileVersion: '9.0'\npackages:\n  '@a/..@1.0.0': {}", /a name holding "\/\.\."/],
  ]
  for (const [what, text, message] of refused) {
    it(`is refused for ${what}`, () => {
      expect(() => lock(text)).toThrow(message)
    })
  }
})
