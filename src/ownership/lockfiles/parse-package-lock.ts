// package-lock.json and npm-shrinkwrap.json of npm 5 and later: lockfileVersion 1 (nested `dependencies`), 2 and 3
// (`packages` by install location). A shrinkwrap of npm 2 to 4 has the nested form without a version.
// Specified in npm's manual, https://docs.npmjs.com/cli/v11/configuring-npm/package-lock-json.

import type { Package, ServiceFile } from '../types.ts'
import { addNpmPackage, addOwnNpmPackage } from './add-npm-package.ts'
import { entriesOf, type Fields, field, fieldsOf, isFields, scalarText, textOf } from './fields.ts'
import { type Installed, linkInstalled } from './link-installed.ts'
import { malformed, unsupported } from './malformed.ts'
import { type NpmManifests, namesAsked, readNpmManifests } from './npm-manifests.ts'
import { type NpmRegistries, readNpmRegistries } from './npm-registries.ts'
import { isOwnFolder, npmSource } from './npm-source.ts'
import { ownName } from './own-name.ts'
import { PackageList } from './package-list.ts'
import { readJson } from './read-json.ts'
import { showText } from './show-text.ts'

const deepestNesting = 64

interface Reading {
  readonly path: string
  readonly document: Fields
  readonly manifests: NpmManifests
  readonly registries: NpmRegistries
  readonly list: PackageList
  readonly installed: Map<string, Installed>
}

/**
 * @param lockfile a package-lock.json or npm-shrinkwrap.json
 * @param manifests package.json files (version 1 does not say what the root asks for) and registry configuration
 * @throws HeadwaterError `lockfile-malformed` or `lockfile-unsupported`
 */
export function parsePackageLock(lockfile: ServiceFile, manifests: readonly ServiceFile[]): Package[] {
  const reading: Reading = {
    path: lockfile.path,
    document: readJson(lockfile),
    manifests: readNpmManifests(lockfile, manifests),
    registries: readNpmRegistries(lockfile, manifests),
    list: new PackageList('npm', lockfile.path),
    installed: new Map(),
  }
  const version = versionOf(reading)
  if (version === 1) readNested(reading)
  else readLocations(reading)
  linkInstalled(reading.list, reading.path, reading.installed)
  const rootIsStated = version !== 1 || reading.manifests.has('')
  return reading.list.finish(rootIsStated ? 'asked-by-own' : 'asked-by-own-or-none')
}

function versionOf({ path, document }: Reading): 1 | 2 | 3 {
  const isShrinkwrap = isFields(field(document, 'dependencies'))
  const version = field(document, 'lockfileVersion') ?? (isShrinkwrap ? 1 : undefined)
  if (version !== 1 && version !== 2 && version !== 3) {
    throw unsupported(path, `lockfileVersion ${showText(scalarText(version))}`, 'lockfileVersion 1, 2 and 3')
  }
  if (version === 1 || isFields(field(document, 'packages'))) return version
  throw malformed(path, 1, 'no packages; accepted: the whole file as npm wrote it')
}

/** Versions 2 and 3. A link's target is an entry of its own, in the workspace's or the `file:` dependency's folder. */
function readLocations(reading: Reading): void {
  const entries = entriesOf(field(reading.document, 'packages'))
  const links = entries.filter(([, entry]) => field(entry, 'link') === true)
  const targetOf = (link: unknown) => textOf(link, 'resolved') ?? ''
  const linkedAs = new Map(links.map(([location, entry]) => [targetOf(entry), location]))
  for (const [location, entry] of entries) {
    const isLink = field(entry, 'link') === true
    if (!isLink) reading.installed.set(location, readLocation(reading, location, entry, linkedAs.get(location)))
  }
  for (const [location, entry] of links) {
    const target = targetOf(entry)
    const index = reading.installed.get(target)?.index ?? addFolder(reading, target, {}, location)
    reading.installed.set(location, { index, asks: [] })
  }
}

function readLocation(reading: Reading, location: string, entry: unknown, link: string | undefined): Installed {
  const asks = namesAsked(entry)
  const installName = nameAt(location)
  if (installName === null) return { index: addFolder(reading, location, entry, link), asks }
  const name = textOf(entry, 'name') ?? installName
  const source = npmSource(name, textOf(entry, 'resolved'), reading.registries)
  const found = { name, aliases: [installName], version: textOf(entry, 'version'), installPaths: [location] }
  return { index: addNpmPackage(reading.list, { key: location }, found, source), asks }
}

/** An own package: the root, a workspace, or a folder that a `file:` dependency names. */
function addFolder(reading: Reading, folder: string, entry: unknown, link: string | undefined): number {
  const manifest = reading.manifests.get(folder)
  const rootName = folder === '' ? textOf(reading.document, 'name') : null
  const linkName = link === undefined ? null : nameAt(link)
  const name = textOf(entry, 'name') || rootName || linkName || manifest?.name || ownName(reading.path, folder)
  return addOwnNpmPackage(
    reading.list,
    { key: folder },
    {
      name,
      aliases: linkName === null ? [] : [linkName],
      version: textOf(entry, 'version') ?? manifest?.version ?? null,
      installPaths: link === undefined ? [folder] : [folder, link],
    },
  )
}

/** Version 1. The place in the nesting is the place in the installed tree. */
function readNested(reading: Reading): void {
  const root = reading.manifests.get('')
  const rootVersion = textOf(reading.document, 'version') ?? root?.version ?? null
  const asks = root?.asks.map(([name]) => name) ?? []
  const index = addFolder(reading, '', { version: rootVersion }, undefined)
  reading.installed.set('', { index, asks })
  const open = [{ folder: '', depth: 1, entries: fieldsOf(reading.document, 'dependencies') }]
  for (let level = open.pop(); level !== undefined; level = open.pop()) {
    const { folder, depth } = level
    for (const [name, entry] of entriesOf(level.entries)) {
      const location = `${folder}${folder === '' ? '' : '/'}node_modules/${name}`
      if (depth > deepestNesting) {
        throw malformed(reading.path, { key: name }, `nested deeper than ${deepestNesting} levels`)
      }
      reading.installed.set(location, readNestedEntry(reading, location, name, entry))
      open.push({ folder: location, depth: depth + 1, entries: fieldsOf(entry, 'dependencies') })
    }
  }
}

function readNestedEntry(reading: Reading, location: string, installName: string, entry: unknown): Installed {
  const stated = textOf(entry, 'version') ?? ''
  const place = { key: location }
  // Before npm 5 an entry named no requirements; what it keeps inside itself, it asked for.
  const asks = entriesOf(field(entry, 'requires') ?? field(entry, 'dependencies')).map(([name]) => name)
  if (isOwnFolder(stated)) {
    const folder = stated.slice(stated.indexOf(':') + 1)
    return { index: addFolder(reading, folder, {}, location), asks }
  }
  const alias = /^npm:(.+)@([^@]+)$/.exec(stated)
  const name = alias?.[1] ?? installName
  const isVersion = /^\d/.test(alias?.[2] ?? stated)
  const version = isVersion ? (alias?.[2] ?? stated) : null
  const source = npmSource(name, isVersion ? textOf(entry, 'resolved') : stated, reading.registries)
  return {
    index: addNpmPackage(
      reading.list,
      place,
      { name, aliases: [installName], version, installPaths: [location] },
      source,
    ),
    asks,
  }
}

/** The name that a location installs a package under; null for a folder outside of node_modules. */
function nameAt(location: string): string | null {
  const at = location.lastIndexOf('node_modules/')
  return at < 0 ? null : location.slice(at + 'node_modules/'.length)
}
