import { describe, expect, it } from 'vitest'
import { parseConanLock } from '../../../src/ownership/lockfiles/parse-conan-lock.ts'
import { describePackages, of } from './describe-packages.ts'

function lock(document: unknown, conanfile?: string) {
  const manifests = conanfile === undefined ? [] : [{ path: 'app/conanfile.txt', text: conanfile }]
  return parseConanLock({ path: 'app/conan.lock', text: JSON.stringify(document) }, manifests)
}

const lists = {
  version: '0.5',
  requires: [
    'zlib/1.3.1#f52e03ae3d251dec704634230cd806a2%1708593606.497',
    'libxml2/2.9.14',
    ['wire/1.0.0@acme/stable#0a1b', {}],
  ],
  build_requires: ['cmake/3.27.1'],
  python_requires: [],
}

const graph = {
  version: '0.4',
  graph_lock: {
    nodes: {
      '0': { ref: 'feed-merge/1.0.0', path: 'conanfile.py', requires: ['1'], build_requires: ['3'] },
      '1': { ref: 'libxml2/2.9.14#0a1b', requires: ['2'], context: 'host' },
      '2': { ref: 'zlib/1.3.1', context: 'host' },
      '3': { ref: 'cmake/3.27.1', context: 'build' },
    },
  },
}

describe('a conan.lock', () => {
  it('of Conan 2 states what is linked; the conanfile says what own code asks for', () => {
    expect(
      describePackages(lock(lists, '[requires]\nlibxml2/2.9.14 # parser\n\n[tool_requires]\nzlib/1.3.1\n')),
    ).toEqual([
      'pkg:conan/zlib@1.3.1 unstated',
      'pkg:conan/libxml2@2.9.14 direct unstated',
      'pkg:conan/acme/wire@1.0.0?channel=stable private',
    ])
    expect(lock(lists).map(({ direct }) => direct)).toEqual([true, true, true])
  })

  it('of Conan 1 states the graph, and leaves out what only builds', () => {
    expect(describePackages(lock(graph))).toEqual([
      'pkg:conan/feed-merge@1.0.0 own > pkg:conan/libxml2@2.9.14',
      'pkg:conan/libxml2@2.9.14 direct unstated > pkg:conan/zlib@1.3.1',
      'pkg:conan/zlib@1.3.1 unstated',
    ])
  })

  it('calls a consumer without a name after its folder', () => {
    const packages = lock({ version: '0.4', graph_lock: { nodes: { '0': { ref: null, path: 'conanfile.txt' } } } })
    expect(describePackages(packages)).toEqual(['pkg:conan/app own'])
  })

  it('knows C++ frames by namespace or shared object', () => {
    const packages = lock(lists)
    expect(of(packages, 'zlib', 'libraryNames')).toEqual(['zlib', 'libzlib.so'])
    expect(of(packages, 'libxml2', 'libraryNames')).toEqual(['libxml2', 'libxml2.so'])
  })

  const refused: [what: string, document: unknown, message: RegExp][] = [
    [
      'an older version',
      { version: '0.1' },
      /^app\/conan\.lock: version "0\.1"; accepted: version 0\.4 \(Conan 1\) and 0\.5 \(Conan 2\)$/,
    ],
    ['no version', {}, /^app\/conan\.lock: version ""; accepted/],
    [
      'no reference',
      { version: '0.5', requires: ['zlib'] },
      /^app\/conan\.lock, requires 1: "zlib" is no reference; accepted: name\/version/,
    ],
  ]
  for (const [what, document, message] of refused) {
    it(`is refused for ${what}`, () => {
      expect(() => lock(document)).toThrow(message)
    })
  }
})
