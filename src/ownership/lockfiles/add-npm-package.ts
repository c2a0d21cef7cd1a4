import type { Place } from './malformed.ts'
import type { NpmSource } from './npm-source.ts'
import type { PackageList } from './package-list.ts'

/** A package of the npm ecosystem, however the lockfile spells it. */
export interface NpmPackage {
  readonly name: string
  /** The names it is installed under, which may be others: `lodash-old` for `npm:lodash@3`. */
  readonly aliases?: readonly string[]
  readonly version: string | null
  readonly installPaths: readonly string[]
}

/** Adds a foreign package; the same name and version in several places is one package. */
export function addNpmPackage(list: PackageList, place: Place, found: NpmPackage, source: NpmSource): number {
  return list.add(`${found.name}@${found.version}`, place, {
    name: found.name,
    version: found.version,
    own: false,
    ...source,
    libraryNames: namesOf(found),
    installPaths: found.installPaths,
  })
}

/** Adds an own package. A step to a parent folder leads out of the service, so that no frame can lie there. */
export function addOwnNpmPackage(list: PackageList, place: Place, found: NpmPackage): number {
  return list.add(`own ${found.name}`, place, {
    name: found.name,
    version: found.version,
    own: true,
    visibility: 'private',
    repository: null,
    libraryNames: namesOf(found),
    installPaths: found.installPaths.filter((path) => path !== '' && !path.split('/').includes('..')),
  })
}

function namesOf({ name, aliases = [] }: NpmPackage): string[] {
  return aliases.every((alias) => alias === name) ? [name] : [name, ...aliases]
}
