import type { Package } from '../../../src/ownership/index.ts'

/**
 * One line a package, for tables: the purl, what it is, and what it asks for. Library names and install paths stand apart, since
 * few tests are about them.
 */
export function describePackages(packages: readonly Package[]): string[] {
  return packages.map((found) => {
    const facts = [found.own ? 'own' : '', found.direct ? 'direct' : '', found.own ? '' : found.visibility]
    const asks = found.dependencies.map((index) => packages[index]?.purl ?? 'nothing').sort()
    const asked = asks.length === 0 ? '' : ` > ${asks.join(', ')}`
    return `${[found.purl, ...facts].filter((word) => word !== '').join(' ')}${asked}`
  })
}

/** A field of the package with a name. */
export function of<Key extends keyof Package>(
  packages: readonly Package[],
  name: string,
  key: Key,
): Package[Key] | undefined {
  return packages.find((found) => found.name === name)?.[key]
}

/** The ecosystem's own registry, in pieces: its host stands in no file of this repository. */
export const npmRegistry = `https://${['registry', 'npmjs', 'org'].join('.')}`
