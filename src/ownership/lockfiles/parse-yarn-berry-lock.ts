// yarn.lock of yarn 2 and later: YAML, an entry for each resolution `name@npm:1.0.0`, keyed by the descriptors it answers.
// Specified by https://yarnpkg.com/advanced/lexicon (locator, descriptor) and packages/yarnpkg-core of
// https://github.com/yarnpkg/berry, `__metadata.version` 3 to 10.

import type { Package, ServiceFile } from '../types.ts'
import { addNpmPackage, addOwnNpmPackage } from './add-npm-package.ts'
import { entriesOf, fieldsOf, textOf } from './fields.ts'
import { malformed, unsupported } from './malformed.ts'
import { type NpmManifests, readNpmManifests } from './npm-manifests.ts'
import { type NpmRegistries, readNpmRegistries } from './npm-registries.ts'
import { isOwnFolder, npmSource } from './npm-source.ts'
import { ownName } from './own-name.ts'
import { PackageList } from './package-list.ts'
import { readYaml } from './read-yaml.ts'
import { showText } from './show-text.ts'

const newestVersion = 10

interface Reading {
  readonly path: string
  readonly manifests: NpmManifests
  readonly registries: NpmRegistries
  readonly list: PackageList
}

/**
 * @param lockfile a yarn.lock of yarn 2 or later
 * @param manifests package.json files, for the versions of own packages, and registry configuration
 * @throws HeadwaterError `lockfile-malformed` or `lockfile-unsupported`
 */
export function parseYarnBerryLock(lockfile: ServiceFile, manifests: readonly ServiceFile[]): Package[] {
  const document = readYaml(lockfile)[0] ?? {}
  const version = textOf(fieldsOf(document, '__metadata'), 'version') ?? ''
  if (!/^\d{1,2}$/.test(version) || Number(version) > newestVersion) {
    throw unsupported(lockfile.path, `__metadata version ${showText(version)}`, `versions up to ${newestVersion}`)
  }
  const reading: Reading = {
    path: lockfile.path,
    manifests: readNpmManifests(lockfile, manifests),
    registries: readNpmRegistries(lockfile, manifests),
    list: new PackageList('npm', lockfile.path),
  }
  const entries = entriesOf(document).filter(([key]) => key !== '__metadata')
  const byDescriptor = new Map<string, number>()
  const indices = entries.map(([key, entry]) => {
    const index = addEntry(reading, key, entry)
    for (const descriptor of key.split(', ')) {
      byDescriptor.set(descriptor, index)
      // `link:` and `patch:` are bound to the package that asks; its own dependency list leaves that out.
      byDescriptor.set(descriptor.split('::locator=', 1)[0] ?? descriptor, index)
    }
    return index
  })
  for (const [place, [, entry]] of entries.entries()) {
    for (const [name, range] of entriesOf(fieldsOf(entry, 'dependencies'))) {
      // Up to yarn 3 the protocol of the registry is left out here, and stands in the key.
      const to = byDescriptor.get(`${name}@${range}`) ?? byDescriptor.get(`${name}@npm:${range}`)
      if (to !== undefined) reading.list.link(indices[place] ?? 0, to)
    }
  }
  return reading.list.finish('asked-by-own')
}

function addEntry(reading: Reading, key: string, entry: unknown): number {
  const { list, path } = reading
  const place = { key }
  const resolution = textOf(entry, 'resolution')
  const at = resolution?.indexOf('@', 1) ?? -1
  if (resolution === null || at < 0) {
    throw malformed(path, place, 'no resolution; accepted: `resolution: "name@npm:1.0.0"`')
  }
  const name = resolution.slice(0, at)
  const reference = resolution.slice(at + 1).replace(/^virtual:[^#]*#/, '')
  const version = textOf(entry, 'version')
  if (isOwnFolder(reference)) {
    const folder = folderOf(reference)
    const ownVersion = reading.manifests.get(folder)?.version ?? (version === '0.0.0-use.local' ? null : version)
    // A root without a name is called after its folder, with a hash behind.
    const nameOrFolder = name.startsWith('root-workspace-') ? ownName(path, folder) : name
    return addOwnNpmPackage(list, place, { name: nameOrFolder, version: ownVersion, installPaths: [folder] })
  }
  const aliases = key.split(', ').map((descriptor) => descriptor.slice(0, Math.max(descriptor.indexOf('@', 1), 0)))
  const source = npmSource(name, addressOf(reference), reading.registries)
  return addNpmPackage(list, place, { name, aliases, version, installPaths: [] }, source)
}

/** The folder of `workspace:packages/a`, `link:./vendor/b::locator=...`, `file:vendor/c#vendor/c::hash=...`. */
function folderOf(reference: string): string {
  const path = reference.slice(reference.indexOf(':') + 1).replace(/(?:#|::).*$/s, '')
  return path.replace(/^\.\//, '').replace(/^\.$/, '')
}

/** The address that a reference states; null for the registry, which has one only where it is not the default. */
function addressOf(reference: string): string | null {
  if (reference.startsWith('patch:')) return null
  if (!reference.startsWith('npm:')) return reference
  const archive = /::__archiveUrl=([^&]+)/.exec(reference)?.[1]
  if (archive === undefined) return null
  try {
    return decodeURIComponent(archive)
  } catch {
    return archive
  }
}
