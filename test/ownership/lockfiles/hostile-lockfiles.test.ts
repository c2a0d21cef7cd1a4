import { describe, expect, it } from 'vitest'
import { HeadwaterError } from '../../../src/errors.ts'
import { readDependencyGraph } from '../../../src/ownership/index.ts'

const many = 100_000

/** Each of these takes seconds at most, whatever the machine; what takes quadratic time runs into the test's own limit. */
describe('a lockfile made to hurt', () => {
  const refused: [what: string, path: string, text: string][] = [
    ['nested JSON lists', 'package-lock.json', '['.repeat(many) + ']'.repeat(many)],
    ['nested JSON objects, cut', 'package-lock.json', '{"a":'.repeat(many)],
    [
      'nested dependencies',
      'package-lock.json',
      `{"dependencies":${'{"a":{"dependencies":'.repeat(many)}{}${'}}'.repeat(many)}}`,
    ],
    [
      'nested folders',
      'package-lock.json',
      `{"lockfileVersion":3,"packages":{"${'node_modules/a/'.repeat(many)}node_modules/b":{"version":"1.0.0"}}}`,
    ],
    ['nested objects with comments', 'bun.lock', '{"a":'.repeat(many) + '}'.repeat(many)],
    ['nested YAML lists', 'pnpm-lock.yaml', `a: ${'['.repeat(many)}`],
    [
      'YAML aliases that stand for billions',
      'pnpm-lock.yaml',
      `lockfileVersion: '9.0'\nb0: &b0 [x, x]\n${Array.from({ length: 40 }, (_, at) => `b${at + 1}: &b${at + 1} [*b${at}, *b${at}]`).join('\n')}`,
    ],
    ['nested TOML lists', 'Cargo.lock', `a = ${'['.repeat(many)}`],
    ['nested TOML tables', 'Cargo.lock', `a = ${'{a='.repeat(many)}`],
    ['a TOML key of many parts', 'Cargo.lock', `a${'.a'.repeat(many)} = 1`],
    ['one endless word', 'yarn.lock', `${'a'.repeat(many * 20)}:\n`],
    ['an endless run of quotes', 'yarn.lock', '"'.repeat(many * 20)],
    ['an endless run of backslashes', 'yarn.lock', `"${'\\'.repeat(many * 20)}`],
    ['an endless name of digits', 'dpkg-list.txt', `lib${'1'.repeat(many * 20)}a 1.0`],
    ['an endless reference', 'conan.lock', `{"version":"0.5","requires":["${'a'.repeat(many * 20)}"]}`],
    ['nested XML elements', 'pom.xml', `<project>${'<a>'.repeat(many)}${'</a>'.repeat(many)}</project>`],
    ['XML entities that stand for billions', 'pom.xml', `<!DOCTYPE a [<!ENTITY b "${'&a;'.repeat(many)}">]><project/>`],
    ['an element that names a prototype', 'pom.xml', '<project><__proto__><a/></__proto__></project>'],
    ['an endless run of brackets', 'requirements.txt', `a${'['.repeat(many * 10)}`],
    ['an endless run of slashes', 'requirements.txt', `${'a/'.repeat(many * 5)} ;`],
    ['an endless run of hashes', 'requirements.txt', `${' #via'.repeat(many * 2)}\na b`],
    ['an endless gem', 'Gemfile.lock', `GEM\n  specs:\n    ${'a ('.repeat(many * 5)}`],
    ['an endless coordinate', 'gradle.lockfile', `${'a:'.repeat(many * 5)}=b`],
    ['a property of endless properties', 'pom.xml', `<project>${'${'.repeat(many)}`],
    ['nested components', 'bom.json', `{"bomFormat":"CycloneDX","specVersion":"1.5",${'"components":[{'.repeat(many)}`],
    ['nested TOML tables of Python', 'uv.lock', `version = 1\na = ${'{a='.repeat(many)}`],
    [
      'an endless key of JSON',
      'packages.lock.json',
      `{"version":1,"dependencies":{"a":{"${'b'.repeat(many * 10)}":{"resolved":"1"}}}}`,
    ],
    ['an endless block', 'go.mod', `module a.dev/b\nrequire (\n${'a.dev/c v1.0.0\n'.repeat(many)}`],
    [
      'more packages than a service has',
      'go.mod',
      `module a.dev/b\n${Array.from({ length: 200_001 }, (_, at) => `require c.dev/d${at} v1.0.0`).join('\n')}`,
    ],
  ]
  for (const [what, path, text] of refused) {
    it(`is refused for ${what}`, () => {
      expect(() => readDependencyGraph([{ path, text }])).toThrow(HeadwaterError)
    })
  }

  const polluting: [path: string, text: string, purls: string[]][] = [
    [
      'package-lock.json',
      '{"lockfileVersion":3,"__proto__":{"polluted":1},"packages":{"node_modules/__proto__":{"version":"1.0.0","dependencies":{"constructor":"1"}}}}',
      ['pkg:npm/__proto__@1.0.0'],
    ],
    [
      'bun.lock',
      '{"lockfileVersion":1,"__proto__":{"polluted":1},"packages":{"constructor":["constructor@1.0.0","",{"dependencies":{"__proto__":"1","toString":"1"}}]}}',
      ['pkg:npm/constructor@1.0.0'],
    ],
    [
      'pnpm-lock.yaml',
      "lockfileVersion: '9.0'\nimporters: {}\n__proto__: {polluted: 1}\npackages:\n  __proto__@1.0.0: {__proto__: {polluted: 1}}\n",
      ['pkg:npm/__proto__@1.0.0'],
    ],
    [
      'Cargo.lock',
      '[__proto__]\npolluted = 1\n[[package]]\nname = "constructor"\nversion = "1.0.0"\n',
      ['pkg:cargo/constructor@1.0.0'],
    ],
    [
      'composer.lock',
      '{"packages":[{"name":"a/__proto__","version":"1.0","require":{"__proto__/constructor":"1"},"__proto__":{"polluted":1}}]}',
      ['pkg:composer/service', 'pkg:composer/a/__proto__@1.0'],
    ],
    [
      'packages.lock.json',
      '{"version":1,"__proto__":{"polluted":1},"dependencies":{"__proto__":{"constructor":{"type":"Direct","resolved":"1.0"}}}}',
      ['pkg:nuget/service', 'pkg:nuget/constructor@1.0'],
    ],
    ['requirements.txt', 'constructor==1.0\n', ['pkg:pypi/service', 'pkg:pypi/constructor@1.0']],
    [
      'yarn.lock',
      '__proto__@1:\n  version "1.0.0"\n  dependencies:\n    constructor "1"\n',
      ['pkg:npm/__proto__@1.0.0'],
    ],
  ]
  for (const [path, text, purls] of polluting) {
    it(`does not reach the prototypes through ${path}`, () => {
      expect(readDependencyGraph([{ path, text }]).packages.map(({ purl }) => purl)).toEqual(purls)
      expect(Object.keys(Object.prototype)).toEqual([])
      expect('polluted' in {}).toBe(false)
    })
  }

  it('is read in linear time where it holds one package at endless places', () => {
    const places = Array.from({ length: many }, (_, at) => [`node_modules/a${at}/node_modules/b`, { version: '1.0.0' }])
    const text = JSON.stringify({ lockfileVersion: 3, packages: Object.fromEntries(places) })
    const { packages } = readDependencyGraph([{ path: 'package-lock.json', text }])
    expect(packages.map(({ name, installPaths }) => [name, installPaths.length])).toEqual([['b', many]])
  })
})
