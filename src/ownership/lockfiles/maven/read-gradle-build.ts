// build.gradle and build.gradle.kts, settings.gradle(.kts) and gradle/libs.versions.toml: which artifacts are named, the project's group
// and name, and the repositories. A build is a program; what it names in plain quoted text is taken, the rest is not.
// Specified by https://docs.gradle.org/current/userguide/declaring_dependencies.html and .../platforms.html (version catalogs).

import type { ServiceFile } from '../../types.ts'
import { entriesOf, fieldsOf, textOf } from '../fields.ts'
import { ownName } from '../own-name.ts'
import { manifestBeside, readManifest } from '../read-manifest.ts'
import { readToml } from '../read-toml.ts'
import { type MavenArtifact, mavenName } from './maven-coordinates.ts'
import { readPom } from './read-pom.ts'

/** What the builds beside a gradle.lockfile state. */
export interface GradleBuild {
  readonly project: MavenArtifact
  readonly version: string | null
  /** Names of the artifacts that own code asks for. */
  readonly asks: readonly string[]
  /** Addresses of the repositories that are named. */
  readonly repositories: readonly string[]
}

/** The names of the files that `readGradleBuild` reads. */
export const gradleBuilds = [
  'build.gradle',
  'build.gradle.kts',
  'settings.gradle',
  'settings.gradle.kts',
  'libs.versions.toml',
]

/** Reads the builds in a lockfile's folder, the version catalog of its root, and a pom.xml beside it. */
export function readGradleBuild(lockfile: ServiceFile, manifests: readonly ServiceFile[]): GradleBuild {
  const texts = gradleBuilds.slice(0, 4).map((name) => manifestBeside(lockfile, manifests, name)?.text ?? '')
  const [groovy = '', kotlin = '', ...settings] = texts
  const build = `${groovy}\n${kotlin}`
  const catalogs = manifests.filter(
    ({ path }) =>
      path.endsWith('gradle/libs.versions.toml') &&
      lockfile.path.startsWith(path.slice(0, -'gradle/libs.versions.toml'.length)),
  )
  const pom = manifestBeside(lockfile, manifests, 'pom.xml')
  const stated = pom === undefined ? null : readPom(pom, manifests)
  const group = settingOf(build, 'group') ?? stated?.project.group
  const artifact = settingOf(settings.join('\n'), 'rootProject.name') ?? stated?.project.artifact
  return {
    project: { group: group ?? ownName(lockfile.path, ''), artifact: artifact ?? ownName(lockfile.path, '') },
    version: settingOf(build, 'version') ?? stated?.version ?? null,
    asks: [
      ...artifactsIn(build),
      ...catalogs.flatMap(catalogArtifacts),
      ...(stated?.dependencies.map(mavenName) ?? []),
    ],
    repositories: [...addressesIn(`${build}\n${settings.join('\n')}`), ...(stated?.repositories ?? [])],
  }
}

/** `group = 'com.acme'`, `version "1.0"`. */
function settingOf(text: string, name: string): string | null {
  const pattern = new RegExp(`^[ \\t]*${name.replace('.', '\\.')}(?:[ \\t]*=[ \\t]*|[ \\t]+)["']([\\w.-]+)["']`, 'm')
  return pattern.exec(text)?.[1] ?? null
}

/** Artifacts in quotes: `'org.yaml:snakeyaml:1.33'`, `"com.acme:wire"`. */
function artifactsIn(text: string): string[] {
  return [...text.matchAll(/["']([\w.-]{1,200}):([\w.-]{1,200})(?::[^"'\n]{0,200})?["']/g)].map(
    ([, group = '', artifact = '']) => mavenName({ group, artifact }),
  )
}

/** Addresses below `maven { url = ... }`; central and google have names of their own, and are public. */
function addressesIn(text: string): string[] {
  return [...text.matchAll(/\burl\s{0,9}(?:=\s{0,9})?(?:uri)?\(?\s{0,9}["'](https?:[^"'\n]{1,500})["']/g)].map(
    ([, address = '']) => address,
  )
}

/** `[libraries] yaml = { module = "org.yaml:snakeyaml", version = "1.33" }`, or group and name, or all in one text. */
function catalogArtifacts(file: ServiceFile): string[] {
  const libraries = fieldsOf(readManifest(file, readToml), 'libraries')
  return entriesOf(libraries).flatMap(([key, library]) => {
    const module = textOf(library, 'module') ?? textOf(libraries, key)
    const [group, artifact] = module?.split(':') ?? [textOf(library, 'group'), textOf(library, 'name')]
    return group && artifact ? [mavenName({ group, artifact })] : []
  })
}
