import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DependencyGraph, Ecosystem, Package } from '../../src/ownership/index.ts'
import { createPackageIndex } from '../../src/ownership/index.ts'

function entry(ecosystem: Ecosystem, name: string, rest: Partial<Package> = {}): Package {
  return {
    purl: `pkg:${ecosystem}/${name}@1.0.0`,
    ecosystem,
    name,
    version: '1.0.0',
    own: false,
    direct: false,
    visibility: 'public',
    repository: null,
    lockfile: 'lockfile',
    libraryNames: [name],
    installPaths: [],
    dependencies: [],
    ...rest,
  }
}

function graphOf(...packages: Package[]): DependencyGraph {
  return { packages, lockfiles: ['lockfile'] }
}

describe('looking packages up', () => {
  const index = createPackageIndex(
    graphOf(
      entry('cargo', 'acme-checkout', {
        own: true,
        libraryNames: ['acme_checkout', 'checkout-admin'],
        dependencies: [1],
      }),
      entry('cargo', 'tokio-rustls', { dependencies: [3] }),
      entry('npm', 'tokio-rustls'),
      entry('cargo', 'syn', { version: '1.0.0', dependencies: [1] }),
      entry('cargo', 'syn', { version: '2.0.0', purl: 'pkg:cargo/syn@2.0.0' }),
    ),
  )

  it('takes - and _ of a crate for the same, and only of a crate', () => {
    expect(index.byLibrary('cargo', 'tokio_rustls')).toEqual([1])
    expect(index.byLibrary('cargo', 'tokio-rustls')).toEqual([1])
    expect(index.byLibrary('cargo', 'checkout_admin')).toEqual([0])
    expect(index.byName('cargo', 'acme_checkout')).toEqual([0])
    expect(index.byLibrary('npm', 'tokio_rustls')).toEqual([])
  })

  it('lists all versions in the order of the lockfile', () => expect(index.byLibrary('cargo', 'syn')).toEqual([3, 4]))

  it('knows nothing of what the graph has not', () => {
    expect(index.byLibrary('cargo', 'toString')).toEqual([])
    expect(index.byName('golang', 'syn')).toEqual([])
    expect(index.ownerOf(99)).toMatchObject({ kind: 'unknown', package: null })
  })

  it('follows edges over any number of steps, and through cycles', () => {
    expect(index.dependsOn(0, 3)).toBe(true)
    expect(index.dependsOn(3, 1)).toBe(true)
    expect(index.dependsOn(1, 1)).toBe(true)
    expect(index.dependsOn(0, 0)).toBe(false)
    expect(index.dependsOn(0, 4)).toBe(false)
    expect(index.dependsOn(99, 0)).toBe(false)
  })

  it('makes own packages own code and all others dependencies', () => {
    expect(index.ownerOf(0)).toEqual({ kind: 'own', package: 0, name: 'pkg:cargo/acme-checkout@1.0.0' })
    expect(index.ownerOf(4)).toEqual({ kind: 'dependency', package: 4, name: 'pkg:cargo/syn@2.0.0' })
  })

  it('reaches what its dependencies reach', () => {
    const edges = fc.array(fc.array(fc.nat(11), { maxLength: 4 }), { minLength: 12, maxLength: 12 })
    fc.assert(
      fc.property(edges, (lists) => {
        const { dependsOn } = createPackageIndex(
          graphOf(...lists.map((dependencies, at) => entry('npm', `p${at}`, { dependencies }))),
        )
        for (const [from, list] of lists.entries()) {
          for (let to = 0; to < 12; to++) {
            expect(dependsOn(from, to)).toBe(list.some((next) => next === to || dependsOn(next, to)))
          }
        }
      }),
    )
  })

  it('answers for a graph that is one long chain, and for one where all depend on all', () => {
    const count = 1500
    const all = Array.from({ length: count }, (_, at) => at)
    const chain = createPackageIndex(graphOf(...all.map((at) => entry('npm', `p${at}`, { dependencies: [at + 1] }))))
    expect(all.filter((from) => chain.dependsOn(from, count - 1)).length).toBeGreaterThan(1000)
    const dense = createPackageIndex(graphOf(...all.map((at) => entry('npm', `p${at}`, { dependencies: all }))))
    expect(all.every((from) => typeof dense.dependsOn(from, 0) === 'boolean')).toBe(true)
  })
})
