// bun.lock of bun 1.2 and later, lockfileVersion 0 to 2: JSON with comments and trailing commas; `workspaces` by folder, `packages` by
// place in the installed tree (`glob/minimatch` is the minimatch below glob), each an array that begins with `name@resolution`.
// Specified by https://bun.com/docs/pm/lockfile and src/install/lockfile/bun.lock.zig of https://github.com/oven-sh/bun.

import type { Package, ServiceFile } from '../types.ts'
import { addNpmPackage, addOwnNpmPackage } from './add-npm-package.ts'
import { entriesOf, field, fieldsOf, isFields, scalarText, textOf } from './fields.ts'
import { type Installed, linkInstalled } from './link-installed.ts'
import { malformed, type Place, unsupported } from './malformed.ts'
import { type NpmManifests, namesAsked, readNpmManifests } from './npm-manifests.ts'
import { type NpmRegistries, readNpmRegistries } from './npm-registries.ts'
import { isOwnFolder, npmSource } from './npm-source.ts'
import { ownName } from './own-name.ts'
import { PackageList } from './package-list.ts'
import { readJsonc } from './read-json.ts'
import { showText } from './show-text.ts'

const newestVersion = 2

interface Reading {
  readonly path: string
  readonly manifests: NpmManifests
  readonly registries: NpmRegistries
  readonly list: PackageList
}

/**
 * @param lockfile a bun.lock
 * @param manifests package.json files, for the versions of own packages, and registry configuration
 * @throws HeadwaterError `lockfile-malformed` or `lockfile-unsupported`
 */
export function parseBunLock(lockfile: ServiceFile, manifests: readonly ServiceFile[]): Package[] {
  const document = readJsonc(lockfile)
  const version = field(document, 'lockfileVersion')
  if (typeof version !== 'number' || version > newestVersion) {
    throw unsupported(
      lockfile.path,
      `lockfileVersion ${showText(scalarText(version))}`,
      `lockfileVersion 0 to ${newestVersion}`,
    )
  }
  const reading: Reading = {
    path: lockfile.path,
    manifests: readNpmManifests(lockfile, manifests),
    registries: readNpmRegistries(lockfile, manifests),
    list: new PackageList('npm', lockfile.path),
  }
  const installed = new Map<string, Installed>()
  for (const [folder, workspace] of entriesOf(field(document, 'workspaces'))) {
    const name = textOf(workspace, 'name') || ownName(lockfile.path, folder)
    const index = addFolder(reading, `workspace ${showText(folder)}`, name, textOf(workspace, 'version'), [folder])
    installed.set(folder === '' ? '' : `node_modules/${name}`, { index, asks: namesAsked(workspace) })
  }
  const packages = fieldsOf(document, 'packages')
  for (const key of Object.keys(packages)) {
    const location = locationOf(key)
    const found = readEntry(reading, key, location, packages[key])
    if (found !== null) installed.set(location, found)
  }
  linkInstalled(reading.list, lockfile.path, installed)
  return reading.list.finish('asked-by-own')
}

/** An own package; the first of `paths` is its folder. */
function addFolder(
  reading: Reading,
  place: Place,
  name: string,
  version: string | null,
  paths: readonly string[],
): number {
  const stated = version ?? reading.manifests.get(paths[0] ?? '')?.version ?? null
  return addOwnNpmPackage(reading.list, place, { name, version: stated, installPaths: paths })
}

/** One installed package; null for a workspace, which `workspaces` has stated. */
function readEntry(reading: Reading, key: string, location: string, entry: unknown): Installed | null {
  const place = { key }
  const parts: unknown[] = Array.isArray(entry) ? entry : []
  const resolution = typeof parts[0] === 'string' ? parts[0] : ''
  const at = resolution.indexOf('@', 1)
  if (at < 0) throw malformed(reading.path, place, 'no resolution; accepted: ["name@version", ...]')
  const name = resolution.slice(0, at)
  const reference = resolution.slice(at + 1)
  if (/^(?:workspace|root):/.test(reference)) return null
  const asks = namesAsked(parts.find(isFields))
  if (isOwnFolder(reference)) {
    const paths = [reference.slice(reference.indexOf(':') + 1), location]
    return { index: addFolder(reading, place, name, null, paths), asks }
  }
  const isVersion = /^\d/.test(reference)
  // Left empty for the default registry.
  const registry = typeof parts[1] === 'string' ? parts[1] : null
  const source = npmSource(name, isVersion ? registry : reference, reading.registries)
  const alias = location.slice(location.lastIndexOf('node_modules/') + 'node_modules/'.length)
  const found = { name, aliases: [alias], version: isVersion ? reference : null, installPaths: [location] }
  return { index: addNpmPackage(reading.list, place, found, source), asks }
}

/** `@scope/a/b` is b below @scope/a. */
function locationOf(key: string): string {
  if (!key.includes('/')) return `node_modules/${key}`
  const names = key.match(/@[^/]*\/[^/]*|[^/]+/g) ?? []
  return names.map((name) => `node_modules/${name}`).join('/')
}
