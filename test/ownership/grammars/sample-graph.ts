import { createPackageIndex } from '../../../src/ownership/package-index.ts'
import type { Ecosystem, Package, PackageIndex } from '../../../src/ownership/types.ts'
import type { Frame } from '../../../src/profile/index.ts'

/** A frame of which only what matters is stated. */
export function frameOf(stated: Partial<Frame> & { readonly name: string }): Frame {
  return { file: null, line: null, object: null, kind: null, inlined: false, ...stated }
}

/** A package of which only what matters is stated; `asks` are the purls that it depends on. */
export interface SamplePackage extends Partial<Package> {
  readonly purl: string
  readonly ecosystem: Ecosystem
  readonly name: string
  readonly asks?: readonly string[]
}

/** An index over a graph of such packages. */
export function indexOf(packages: readonly SamplePackage[]): PackageIndex {
  const full = packages.map(({ asks, ...stated }) => ({
    version: /@([^@]+)$/.exec(stated.purl)?.[1] ?? null,
    own: false,
    direct: false,
    visibility: 'unstated' as const,
    repository: null,
    lockfile: 'lockfile',
    libraryNames: [stated.name],
    installPaths: [],
    dependencies: (asks ?? []).map((purl) => packages.findIndex((found) => found.purl === purl)),
    ...stated,
  }))
  return createPackageIndex({ packages: full, lockfiles: [...new Set(full.map(({ lockfile }) => lockfile))] })
}
