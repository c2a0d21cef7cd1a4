import { describe, expect, it } from 'vitest'
import { parseYarnBerryLock } from '../../../src/ownership/lockfiles/parse-yarn-berry-lock.ts'
import { describePackages, npmRegistry, of } from './describe-packages.ts'

function lock(text: string, manifests: Record<string, string> = {}) {
  const files = Object.entries(manifests).map(([path, manifest]) => ({ path, text: manifest }))
  return parseYarnBerryLock({ path: 'yarn.lock', text }, files)
}

const text = `
__metadata:
  version: 8
  cacheKey: 10c0

"@acme/cart@workspace:*, @acme/cart@workspace:packages/cart":
  version: 0.0.0-use.local
  resolution: "@acme/cart@workspace:packages/cart"
  dependencies:
    money: "link:../../vendor/money"
    typescript: "npm:^5.0.0"
  languageName: unknown
  linkType: soft

"checkout@workspace:.":
  version: 0.0.0-use.local
  resolution: "checkout@workspace:."
  dependencies:
    "@acme/cart": "workspace:*"
    lodash-old: "npm:lodash@3.10.1"
    stamp: "portal:./vendor/stamp"
    wire: "acme/wire#main"
  linkType: soft

"lodash@npm:^3.10.0, lodash-old@npm:lodash@3.10.1":
  version: 3.10.1
  resolution: "lodash@npm:3.10.1"
  dependencies:
    ms: "npm:^2.1.0"
  linkType: hard

"money@link:../../vendor/money::locator=%40acme%2Fcart%40workspace%3Apackages%2Fcart":
  version: 0.0.0-use.local
  resolution: "money@link:../../vendor/money::locator=%40acme%2Fcart%40workspace%3Apackages%2Fcart"
  linkType: soft

"ms@npm:^2.1.0, ms@npm:^2.1.3":
  version: 2.1.3
  resolution: "ms@npm:2.1.3"
  linkType: hard

"stamp@portal:./vendor/stamp::locator=checkout%40workspace%3A.":
  version: 0.0.0-use.local
  resolution: "stamp@portal:./vendor/stamp::locator=checkout%40workspace%3A."
  linkType: soft

"typescript@npm:^5.0.0":
  version: 5.4.5
  resolution: "typescript@npm:5.4.5"
  linkType: hard

"typescript@patch:typescript@npm%3A^5.0.0#optional!builtin<compat/typescript>":
  version: 5.4.5
  resolution: "typescript@patch:typescript@npm%3A5.4.5#optional!builtin<compat/typescript>::version=5.4.5&hash=5adc0c"
  linkType: hard

"wire@acme/wire#main":
  version: 1.0.0
  resolution: "wire@https://github.com/acme/wire.git#commit=0a1b2c"
  linkType: hard
`

describe('a yarn.lock of yarn 2 and later', () => {
  it('follows workspaces, links, portals, aliases and patches', () => {
    const packages = lock(text, {
      'package.json': '{"version": "1.2.3"}',
      'vendor/stamp/package.json': '{"version": "9.0.0"}',
    })
    expect(describePackages(packages)).toEqual([
      'pkg:npm/%40acme/cart own direct > pkg:npm/money, pkg:npm/typescript@5.4.5',
      'pkg:npm/checkout@1.2.3 own > pkg:npm/%40acme/cart, pkg:npm/lodash@3.10.1, pkg:npm/stamp@9.0.0, pkg:npm/wire@1.0.0',
      'pkg:npm/lodash@3.10.1 direct unstated > pkg:npm/ms@2.1.3',
      'pkg:npm/money own direct',
      'pkg:npm/ms@2.1.3 unstated',
      'pkg:npm/stamp@9.0.0 own direct',
      'pkg:npm/typescript@5.4.5 direct unstated',
      'pkg:npm/wire@1.0.0 direct private',
    ])
    expect(of(packages, 'lodash', 'libraryNames')).toEqual(['lodash', 'lodash-old'])
    expect(of(packages, 'wire', 'repository')).toBe('https://github.com/acme/wire')
    expect(of(packages, '@acme/cart', 'installPaths')).toEqual(['packages/cart'])
    expect(of(packages, 'money', 'installPaths')).toEqual([])
  })

  it('of yarn 3 leaves the protocol of the registry out of dependency lists', () => {
    const packages = lock(`
__metadata:
  version: 6
"a@npm:^1.0.0":
  version: 1.0.0
  resolution: "a@npm:1.0.0"
  dependencies:
    b: ^2.0.0
"b@npm:^2.0.0":
  version: 2.1.0
  resolution: "b@npm:2.1.0"
`)
    expect(packages[0]?.dependencies).toEqual([1])
  })

  it('keeps a version that looks like a number as text', () => {
    const packages = lock('__metadata:\n  version: 8\n"a@npm:1":\n  version: 1.10\n  resolution: "a@npm:1.10"\n')
    expect(packages[0]?.version).toBe('1.10')
  })

  const archives: [address: string, visibility: string][] = [
    ['https://npm.acme.dev/a/-/a-1.0.0.tgz', 'private'],
    [`${npmRegistry}/a/-/a-1.0.0.tgz`, 'public'],
  ]
  for (const [address, visibility] of archives) {
    it(`calls a package whose archive lies at ${address} ${visibility}`, () => {
      const resolution = `a@npm:1.0.0::__archiveUrl=${encodeURIComponent(address)}`
      const packages = lock(`__metadata:\n  version: 8\n"a@npm:1":\n  version: 1.0.0\n  resolution: "${resolution}"\n`)
      expect(packages[0]?.visibility).toBe(visibility)
    })
  }

  const refused: [what: string, text: string, message: RegExp][] = [
    [
      'a newer version',
      '__metadata:\n  version: 11\n',
      /^yarn\.lock: __metadata version "11"; accepted: versions up to 10$/,
    ],
    [
      'an entry without a resolution',
      '__metadata:\n  version: 8\na@1:\n  version: 1.0.0\n',
      /^yarn\.lock, key "a@1": no resolution; accepted/,
    ],
    ['a syntax error', '__metadata:\n  version: 8\n"a@1:\n', /^yarn\.lock:\d: not valid YAML/],
  ]
  for (const [what, malformedText, message] of refused) {
    it(`is refused for ${what}`, () => {
      expect(() => lock(malformedText)).toThrow(message)
    })
  }
})
