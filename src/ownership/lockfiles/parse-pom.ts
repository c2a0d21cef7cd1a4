// pom.xml, for services that have no lockfile of what Maven resolves: what is declared, not what comes along with it. Versions that a
// parent or a BOM outside of the service states are left open, and marked so.
// Specified by https://maven.apache.org/pom.html.

import type { Package, ServiceFile } from '../types.ts'
import { assemblePackages, ownPackage, type StatedPackage } from './assemble-packages.ts'
import { javaPackagesOf } from './maven/java-packages.ts'
import { mavenName } from './maven/maven-coordinates.ts'
import { readMavenSettings } from './maven/read-maven-settings.ts'
import { artifactsIn, type ResolvedDependency, readPom } from './maven/read-pom.ts'
import { visibilityOf } from './public-sources.ts'

/**
 * @param lockfile a pom.xml
 * @param manifests the service's pom.xml files, for parents, BOMs and modules, and its settings.xml
 * @returns the project and what it declares; a dependency without a version in reach has `unresolved`
 * @throws HeadwaterError `lockfile-malformed` with the line
 */
export function parsePom(lockfile: ServiceFile, manifests: readonly ServiceFile[]): Package[] {
  const pom = readPom(lockfile, manifests)
  const modules = new Set(artifactsIn(manifests).keys())
  const repositories = [...pom.repositories, ...readMavenSettings(lockfile, manifests)]
  const root: StatedPackage = {
    ...ownPackage,
    place: 'the project',
    name: mavenName(pom.project),
    version: pom.version,
    libraryNames: javaPackagesOf(pom.project),
    keys: [],
    asks: pom.dependencies.map(mavenName),
  }
  const stated = pom.dependencies.map((asked, at) => statedPackage(asked, at, modules, repositories))
  return assemblePackages('maven', lockfile.path, [root, ...stated], 'asked-by-own')
}

function statedPackage(
  { group, artifact, version, statedBy }: ResolvedDependency,
  at: number,
  modules: ReadonlySet<string>,
  repositories: readonly string[],
): StatedPackage {
  const name = mavenName({ group, artifact })
  const own = modules.has(name)
  return {
    place: `dependency ${at + 1}`,
    name,
    version,
    own,
    visibility: own ? 'private' : visibilityOf('maven', repositories),
    repository: null,
    libraryNames: javaPackagesOf({ group, artifact }),
    ...(version === null && !own ? { unresolved: reasonOf(statedBy) } : {}),
    asks: [],
  }
}

function reasonOf(statedBy: readonly string[]): string {
  if (statedBy.length === 0) return 'the pom.xml states no exact version'
  return `its version is stated outside of the service, by ${statedBy.slice(0, 3).join(' or ')}`
}
