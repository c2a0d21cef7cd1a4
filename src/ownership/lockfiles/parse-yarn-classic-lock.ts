// yarn.lock of yarn 1: a grammar of its own, an entry for each version, headed by the `name@range` patterns that it answers.
// Specified by https://github.com/yarnpkg/yarn/blob/master/packages/lockfile (yarn lockfile v1).

import type { Package, ServiceFile } from '../types.ts'
import { addNpmPackage, addOwnNpmPackage } from './add-npm-package.ts'
import { malformed } from './malformed.ts'
import { type NpmManifests, readNpmManifests, workspaceFolders } from './npm-manifests.ts'
import { type NpmRegistries, readNpmRegistries } from './npm-registries.ts'
import { isOwnFolder, npmSource } from './npm-source.ts'
import { ownName } from './own-name.ts'
import { PackageList } from './package-list.ts'
import { readYarnEntries, type YarnEntry } from './read-yarn-entries.ts'
import { showText } from './show-text.ts'

interface Reading {
  readonly path: string
  readonly manifests: NpmManifests
  readonly registries: NpmRegistries
  readonly list: PackageList
  /** Packages by the patterns that their entries answer. */
  readonly byPattern: Map<string, number>
}

/** A package of the list and what it asks for, by name and range. */
interface Asker {
  readonly index: number
  readonly asks: readonly (readonly [name: string, range: string])[]
}

/**
 * @param lockfile a yarn.lock of yarn 1
 * @param manifests package.json files, for own packages and what they ask for, and registry configuration
 * @throws HeadwaterError `lockfile-malformed` with the line
 */
export function parseYarnClassicLock(lockfile: ServiceFile, manifests: readonly ServiceFile[]): Package[] {
  const reading: Reading = {
    path: lockfile.path,
    manifests: readNpmManifests(lockfile, manifests),
    registries: readNpmRegistries(lockfile, manifests),
    list: new PackageList('npm', lockfile.path),
    byPattern: new Map(),
  }
  const { list, byPattern } = reading
  const hasRoot = reading.manifests.has('')
  const folders = hasRoot ? ['', ...workspaceFolders(reading.manifests)] : []
  const askers = [
    ...folders.map((folder) => addFolder(reading, folder)),
    ...readYarnEntries(lockfile).map((entry) => addEntry(reading, entry)),
  ]
  for (const { index, asks } of askers) {
    for (const [name, range] of asks) {
      // A workspace is in no entry.
      const to = byPattern.get(`${name}@${range}`) ?? list.find(`own ${name}`)
      if (to !== undefined) list.link(index, to)
    }
  }
  return list.finish(hasRoot ? 'asked-by-own' : 'asked-by-own-or-none')
}

function addFolder(reading: Reading, folder: string): Asker {
  const manifest = reading.manifests.get(folder)
  const name = manifest?.name ?? ownName(reading.path, folder)
  const found = { name, version: manifest?.version ?? null, installPaths: [folder] }
  return { index: addOwnNpmPackage(reading.list, `workspace ${showText(folder)}`, found), asks: manifest?.asks ?? [] }
}

function addEntry(reading: Reading, entry: YarnEntry): Asker {
  const version = entry.fields.get('version')
  if (version === undefined) {
    throw malformed(reading.path, entry.line, 'an entry without a version; accepted: the file as yarn 1 wrote it')
  }
  const [installName, range] = splitAtVersion(entry.patterns[0] ?? '')
  // `lodash-old@npm:lodash@^3` asks for lodash under another name.
  const name = range.startsWith('npm:') ? splitAtVersion(range.slice('npm:'.length))[0] : installName
  const aliases = entry.patterns.map((pattern) => splitAtVersion(pattern)[0])
  const folder = isOwnFolder(range) ? range.slice(range.indexOf(':') + 1).replace(/^\.\//, '') : null
  const found = { name, aliases, version, installPaths: folder === null ? [] : [folder] }
  const source = npmSource(name, entry.fields.get('resolved') ?? null, reading.registries)
  const index =
    folder === null
      ? addNpmPackage(reading.list, entry.line, found, source)
      : addOwnNpmPackage(reading.list, entry.line, found)
  for (const pattern of entry.patterns) reading.byPattern.set(pattern, index)
  return { index, asks: entry.asks }
}

/** Splits `name@range` at the first `@` that is not a scope's. */
function splitAtVersion(pattern: string): [name: string, range: string] {
  const at = pattern.indexOf('@', 1)
  return at < 0 ? [pattern, ''] : [pattern.slice(0, at), pattern.slice(at + 1)]
}
