// Cargo.lock, versions 1 to 4, as cargo writes it; read together with the Cargo.toml files of own crates.
// Specified by cargo's encoder, src/cargo/core/resolver/encode.rs and
// https://doc.rust-lang.org/cargo/reference/resolver.html; the manifest by https://doc.rust-lang.org/cargo/reference/manifest.html.

import type { Package, ServiceFile, Visibility } from '../types.ts'
import { field, listOf, scalarText, textOf } from './fields.ts'
import { gitRepository } from './git-repository.ts'
import { malformed, unsupported } from './malformed.ts'
import { PackageList } from './package-list.ts'
import { readManifest } from './read-manifest.ts'
import { readToml } from './read-toml.ts'
import { showText } from './show-text.ts'

const newestVersion = 4
const publicSources = new Set([
  'registry+https://github.com/rust-lang/crates.io-index',
  'sparse+https://index.crates.io/',
])

interface Crate {
  readonly place: string
  readonly name: string
  readonly version: string
  /** Without the commit: what a dependency's `(source)` is compared with. Null for a member of the workspace. */
  readonly source: string | null
  readonly dependencies: readonly unknown[]
}

/** The names that a Cargo.toml gives what it builds. */
interface Targets {
  readonly version: string | null
  readonly libraries: readonly string[]
  readonly binaries: readonly string[]
}

/**
 * @param lockfile a Cargo.lock
 * @param manifests the service's Cargo.toml files, for the library and binary names of own crates
 * @returns the crates, in the lockfile's order
 * @throws HeadwaterError `lockfile-malformed` or `lockfile-unsupported`
 */
export function parseCargoLock(lockfile: ServiceFile, manifests: readonly ServiceFile[]): Package[] {
  const crates = readCrates(lockfile)
  const stated = readTargets(manifests)
  const list = new PackageList('cargo', lockfile.path)
  const byReference = new Map<string, number>()
  for (const crate of crates) {
    const own = crate.source === null
    const identity = `${crate.name} ${crate.version} ${crate.source}`
    if (list.find(identity) !== undefined) {
      throw malformed(lockfile.path, crate.place, 'listed before; accepted: each package once')
    }
    const index = list.add(identity, crate.place, {
      name: crate.name,
      version: crate.version,
      own,
      visibility: visibilityOf(crate.source),
      repository: crate.source?.startsWith('git+') ? gitRepository(crate.source) : null,
      // A renamed dependency (`foo = { package = "bar" }`) is compiled under the name that bar gave its library.
      libraryNames: [crate.name, ...targetsOf(crate, stated)].map((target) => target.replaceAll('-', '_')),
    })
    for (const reference of referencesTo(crate)) {
      // Of two crates of one name and version, the one without a source is named without it.
      if (own || !byReference.has(reference)) byReference.set(reference, index)
    }
  }
  for (const [from, crate] of crates.entries()) {
    for (const dependency of crate.dependencies) {
      list.link(from, resolve(dependency, crate, byReference, lockfile.path))
    }
  }
  return list.finish('asked-by-own')
}

function readCrates(lockfile: ServiceFile): Crate[] {
  const document = readToml(lockfile)
  const version = field(document, 'version') ?? 1
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1 || version > newestVersion) {
    throw unsupported(
      lockfile.path,
      `lockfile version ${showText(scalarText(version))}`,
      `versions 1 to ${newestVersion}`,
    )
  }
  const entries = listOf(document, 'package').map((entry, index) =>
    readCrate(entry, `package ${index + 1}`, lockfile.path),
  )
  const root = field(document, 'root')
  const crates = root === undefined ? entries : [readCrate(root, 'root', lockfile.path), ...entries]
  // Even a crate without dependencies lists itself.
  if (crates.length > 0) return crates
  throw malformed(lockfile.path, 1, 'no package; accepted: the whole file as cargo wrote it')
}

function readCrate(entry: unknown, place: string, path: string): Crate {
  const name = textOf(entry, 'name')
  const version = textOf(entry, 'version')
  if (!name || !version) throw malformed(path, place, 'no name or no version; accepted: both, as text')
  const source = textOf(entry, 'source')?.replace(/#.*$/s, '') ?? null
  return { place: `${place} (${showText(name)})`, name, version, source, dependencies: listOf(entry, 'dependencies') }
}

function visibilityOf(source: string | null): Visibility {
  return source !== null && publicSources.has(source) ? 'public' : 'private'
}

/** The texts by which a dependency list may name a crate; the shorter ones only where they are unambiguous. */
function referencesTo(crate: Crate): string[] {
  const versioned = `${crate.name} ${crate.version}`
  return [crate.name, versioned, `${versioned} (${crate.source ?? ''})`]
}

function resolve(dependency: unknown, asker: Crate, byReference: ReadonlyMap<string, number>, path: string): number {
  const reference = scalarText(dependency)
  const commit = reference.indexOf('#')
  const index = byReference.get(commit < 0 ? reference : `${reference.slice(0, commit)})`)
  if (index !== undefined) return index
  const what = `depends on ${showText(reference)}, which the lockfile does not list`
  throw malformed(path, asker.place, `${what}; accepted: the whole file as cargo wrote it`)
}

/** The targets of a crate that a manifest names otherwise than the crate. A foreign crate has one where it is vendored. */
function targetsOf(crate: Crate, stated: ReadonlyMap<string, readonly Targets[]>): string[] {
  const all = stated.get(crate.name) ?? []
  if (crate.source === null) return all.flatMap(({ libraries, binaries }) => [...libraries, ...binaries])
  return all.filter(({ version }) => version === crate.version).flatMap(({ libraries }) => libraries)
}

function readTargets(manifests: readonly ServiceFile[]): Map<string, Targets[]> {
  const byPackage = new Map<string, Targets[]>()
  for (const manifest of manifests) {
    const document = readManifest(manifest, readToml)
    const section = field(document, 'package')
    const name = textOf(section, 'name')
    if (name === null) continue
    const libraries = namesIn([field(document, 'lib')])
    const binaries = namesIn(listOf(document, 'bin'))
    const known = byPackage.get(name) ?? []
    known.push({ version: textOf(section, 'version'), libraries, binaries })
    byPackage.set(name, known)
  }
  return byPackage
}

function namesIn(targets: readonly unknown[]): string[] {
  return targets.flatMap((target) => textOf(target, 'name') || [])
}
