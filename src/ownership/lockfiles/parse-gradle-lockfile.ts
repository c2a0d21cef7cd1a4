// gradle.lockfile, as Gradle 7 and later write it (one file a project): `group:artifact:version=configurations`. It states no edges;
// build.gradle, a version catalog and pom.xml beside it say what own code asks for, and its name.
// Specified by https://docs.gradle.org/current/userguide/dependency_locking.html.

import type { Package, ServiceFile } from '../types.ts'
import { ownPackage } from './assemble-packages.ts'
import { malformed } from './malformed.ts'
import { javaPackagesOf } from './maven/java-packages.ts'
import { isMavenIdentifier, mavenName } from './maven/maven-coordinates.ts'
import { readGradleBuild } from './maven/read-gradle-build.ts'
import { PackageList } from './package-list.ts'
import { visibilityOf } from './public-sources.ts'
import { showText } from './show-text.ts'

/**
 * @param lockfile a gradle.lockfile
 * @param manifests the service's Gradle builds, version catalogs and pom.xml files
 * @throws HeadwaterError `lockfile-malformed` with the line
 */
export function parseGradleLockfile(lockfile: ServiceFile, manifests: readonly ServiceFile[]): Package[] {
  const build = readGradleBuild(lockfile, manifests)
  const visibility = visibilityOf('maven', build.repositories)
  const asked = new Set(build.asks)
  const list = new PackageList('maven', lockfile.path)
  const root = list.add('', 'the project', {
    ...ownPackage,
    name: mavenName(build.project),
    version: build.version,
    libraryNames: javaPackagesOf(build.project),
  })
  const lines = lockfile.text.replace(/^\uFEFF/, '').split('\n')
  let statesAsks = false
  let ended = false
  for (const [index, raw] of lines.entries()) {
    const text = raw.trim()
    if (text === '' || text.startsWith('#')) continue
    // The configurations that have no dependencies stand in one line at the end.
    ended ||= text.startsWith('empty=')
    if (text.startsWith('empty=')) continue
    const [group = '', artifact = '', version = '', more] = text.slice(0, Math.max(0, text.indexOf('='))).split(':', 4)
    if (more !== undefined || version === '' || !isMavenIdentifier(group) || !isMavenIdentifier(artifact)) {
      throw malformed(
        lockfile.path,
        index + 1,
        `${showText(text)} locks nothing; accepted: GROUP:ARTIFACT:VERSION=CONFIGURATIONS`,
      )
    }
    const name = mavenName({ group, artifact })
    const libraryNames = javaPackagesOf({ group, artifact })
    const found = { name, version, own: false, visibility, repository: null, libraryNames }
    const locked = list.add(`${name}@${version}`, index + 1, found)
    if (asked.has(name)) list.link(root, locked)
    statesAsks ||= asked.has(name)
  }
  if (!ended) {
    throw malformed(lockfile.path, lines.length, 'no empty= at the end; accepted: the whole file as Gradle wrote it')
  }
  return list.finish(statesAsks ? 'asked-by-own' : 'asked-by-own-or-none')
}
