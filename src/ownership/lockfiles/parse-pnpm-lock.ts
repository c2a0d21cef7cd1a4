// pnpm-lock.yaml of lockfileVersion 5.x (pnpm 3 to 7, keys `/name/1.0.0_peer`), 6.x (pnpm 8, `/name@1.0.0(peer@2.0.0)`) and
// 9.0 (pnpm 9 to 12, `name@1.0.0` with `snapshots`). Since pnpm 11 a document for the package manager itself may come first.
// Specified by https://github.com/pnpm/spec/tree/master/lockfile.

import type { Package, ServiceFile } from '../types.ts'
import { addNpmPackage, addOwnNpmPackage } from './add-npm-package.ts'
import { entriesOf, type Fields, field, fieldsOf, textOf } from './fields.ts'
import { unsupported } from './malformed.ts'
import { type NpmManifests, readNpmManifests } from './npm-manifests.ts'
import { type NpmRegistries, readNpmRegistries } from './npm-registries.ts'
import { isOwnFolder, npmSource } from './npm-source.ts'
import { ownName } from './own-name.ts'
import { PackageList } from './package-list.ts'
import { readYaml } from './read-yaml.ts'
import { showText } from './show-text.ts'

const accepted = ['5', '6', '9']
/** Beyond this many characters, and for capitals, pnpm hashes the name of a package's folder. */
const longestFolder = 120

interface Reading {
  readonly path: string
  readonly document: Fields
  readonly manifests: NpmManifests
  readonly registries: NpmRegistries
  readonly list: PackageList
  /** Packages by their key in the lockfile. */
  readonly byKey: Map<string, number>
  /** Own packages by folder. */
  readonly byFolder: Map<string, number>
}

/**
 * @param lockfile a pnpm-lock.yaml
 * @param manifests package.json files, for the names of own packages, and registry configuration
 * @throws HeadwaterError `lockfile-malformed` or `lockfile-unsupported`
 */
export function parsePnpmLock(lockfile: ServiceFile, manifests: readonly ServiceFile[]): Package[] {
  const document = readYaml(lockfile).findLast((candidate) => !isForPackageManager(candidate)) ?? {}
  const version = textOf(document, 'lockfileVersion') ?? ''
  if (!accepted.includes(version.split('.', 1)[0] ?? '')) {
    const found = version === '' ? 'no lockfileVersion' : `lockfileVersion ${showText(version)}`
    throw unsupported(lockfile.path, found, 'lockfileVersion 5.x, 6.x and 9.x')
  }
  const reading: Reading = {
    path: lockfile.path,
    document,
    manifests: readNpmManifests(lockfile, manifests),
    registries: readNpmRegistries(lockfile, manifests),
    list: new PackageList('npm', lockfile.path),
    byKey: new Map(),
    byFolder: new Map(),
  }
  // A lockfile without workspaces states the root's dependencies at its top, up to version 6.
  const importers = field(document, 'importers') ?? { '.': document }
  for (const [folder] of entriesOf(importers)) addFolder(reading, folder, null)
  const packages = fieldsOf(document, 'packages')
  const snapshots = field(document, 'snapshots') ?? packages
  for (const [key, snapshot] of entriesOf(snapshots)) {
    const entry = field(packages, key) ?? field(packages, withoutPeers(key)) ?? snapshot
    reading.byKey.set(key, addEntry(reading, key, entry))
  }
  for (const [folder, importer] of entriesOf(importers)) {
    link(reading, addFolder(reading, folder, null), folder, importer)
  }
  for (const [key, snapshot] of entriesOf(snapshots)) link(reading, reading.byKey.get(key) ?? 0, '.', snapshot)
  return reading.list.finish('asked-by-own')
}

function isForPackageManager(document: Fields): boolean {
  const root = field(field(document, 'importers'), '.')
  return field(root, 'packageManagerDependencies') !== undefined || field(root, 'configDependencies') !== undefined
}

/** The own package in a folder relative to the lockfile; `alias` is the name that a `link:` gives it. */
function addFolder(reading: Reading, folder: string, alias: string | null): number {
  const known = reading.byFolder.get(folder)
  if (known !== undefined) return known
  const path = folder === '.' ? '' : folder
  const manifest = reading.manifests.get(path)
  const name = manifest?.name ?? alias ?? ownName(reading.path, path)
  const index = addOwnNpmPackage(reading.list, `importer ${showText(folder)}`, {
    name,
    aliases: alias === null ? [] : [alias],
    version: manifest?.version ?? null,
    installPaths: [path],
  })
  reading.byFolder.set(folder, index)
  return index
}

function addEntry(reading: Reading, key: string, entry: unknown): number {
  const { host, name: keyName, version: keyVersion } = readKey(key)
  const name = textOf(entry, 'name') ?? keyName
  const resolution = field(entry, 'resolution')
  const directory =
    textOf(resolution, 'directory') ?? (isOwnFolder(keyVersion) ? keyVersion.slice(keyVersion.indexOf(':') + 1) : null)
  const statedVersion = textOf(entry, 'version')
  const place = { key }
  if (directory !== null) return addFolder(reading, directory, name)
  const version = statedVersion ?? (/^\d/.test(keyVersion) ? keyVersion : null)
  const source = npmSource(name, sourceOf(resolution, host, keyVersion), reading.registries)
  return addNpmPackage(reading.list, place, { name, version, installPaths: installPaths(key, keyName) }, source)
}

/** Where a package comes from, where its resolution, its key's host (another registry) or its key's version say so. */
function sourceOf(resolution: unknown, host: string, keyVersion: string): string | null {
  const repository = textOf(resolution, 'repo')
  if (repository !== null) return `git+${repository.replace(/^git\+/, '')}`
  const address = textOf(resolution, 'tarball') ?? textOf(resolution, 'registry')
  if (address !== null) return address
  if (host !== '') return `https://${host}/`
  return /^\d/.test(keyVersion) ? null : keyVersion
}

/** Host (of keys that name another registry), name and version; what follows the version names peers and patches. */
function readKey(key: string): { host: string; name: string; version: string } {
  const slashed = /^([^/@]*)\/((?:@[^/]+\/)?[^/@]+)[/@]([^/_(]+)/.exec(key)
  const plain = /^()((?:@[^/@]+\/)?[^/@]+)@([^(]+)/.exec(key)
  const found = plain ?? slashed
  if (found === null) return { host: '', name: key, version: key }
  return { host: found[1] ?? '', name: found[2] ?? key, version: found[3] ?? '' }
}

function withoutPeers(key: string): string {
  const at = key.indexOf('(')
  return at < 0 ? key : key.slice(0, at)
}

function installPaths(key: string, name: string): string[] {
  const rest = key.slice(key.indexOf(name) + name.length + 1)
  const folder = `${name}@${rest}`
    .replace(/[\\/:*?"<>|#]/g, '+')
    .replace(/\)$/, '')
    .replace(/\)\(|[()]/g, '_')
  if (folder.length > longestFolder || folder !== folder.toLowerCase()) return []
  return [`node_modules/.pnpm/${folder}/node_modules/${name}`]
}

function link(reading: Reading, from: number, folder: string, asker: unknown): void {
  for (const section of ['dependencies', 'optionalDependencies', 'devDependencies']) {
    for (const [name, stated] of entriesOf(fieldsOf(asker, section))) {
      const reference = typeof stated === 'string' ? stated : (textOf(stated, 'version') ?? '')
      const to = resolve(reading, name, reference, folder)
      if (to !== undefined) reading.list.link(from, to)
    }
  }
}

/** What a reference means: another importer, a whole key (aliases, other sources), or the rest of a key after the name. */
function resolve(reading: Reading, name: string, reference: string, folder: string): number | undefined {
  if (reference.startsWith('link:')) {
    return addFolder(reading, joinFolders(folder, reference.slice('link:'.length)), name)
  }
  const keys = [reference, `${name}@${reference}`, `/${name}@${reference}`, `/${name}/${reference}`]
  const key = keys.find((candidate) => reading.byKey.has(candidate))
  return key === undefined ? undefined : reading.byKey.get(key)
}

/** A path relative to a folder, as a folder relative to the lockfile; `.` for the lockfile's own. */
function joinFolders(folder: string, path: string): string {
  const segments: string[] = []
  for (const segment of `${folder}/${path}`.split('/')) {
    if (segment === '' || segment === '.') continue
    if (segment === '..' && segments.length > 0 && segments.at(-1) !== '..') segments.pop()
    else segments.push(segment)
  }
  return segments.join('/') || '.'
}
