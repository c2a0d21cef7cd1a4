import type { Package } from '../../src/ownership/index.ts'

/** A public npm package, with what a test says otherwise. */
export function makePackage(otherwise: Partial<Package> = {}): Package {
  return {
    purl: 'pkg:npm/acme-lib@1.2.3',
    ecosystem: 'npm',
    name: 'acme-lib',
    version: '1.2.3',
    own: false,
    direct: true,
    visibility: 'public',
    repository: null,
    lockfile: 'package-lock.json',
    libraryNames: ['acme-lib'],
    installPaths: ['node_modules/acme-lib'],
    dependencies: [],
    ...otherwise,
  }
}
