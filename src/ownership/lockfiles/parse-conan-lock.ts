// conan.lock of Conan 2 (version 0.5: lists of references) and of Conan 1 from 1.20 on (version 0.4: a graph of nodes).
// Specified by https://docs.conan.io/2/tutorial/versioning/lockfiles.html and https://docs.conan.io/1/versioning/lockfiles.html.
// What only builds the service (`build_requires`, `python_requires`) does not run in it, and is passed over.

import type { Package, ServiceFile } from '../types.ts'
import { entriesOf, fieldsOf, listOf, scalarText, textOf } from './fields.ts'
import { libraryNamesOf } from './library-names.ts'
import { malformed, type Place, unsupported } from './malformed.ts'
import { ownName } from './own-name.ts'
import { PackageList } from './package-list.ts'
import { readJson } from './read-json.ts'
import { showText } from './show-text.ts'

/**
 * @param lockfile a conan.lock
 * @param manifests conanfile.txt files; the one beside the lockfile says which references own code asks for
 * @throws HeadwaterError `lockfile-malformed` or `lockfile-unsupported`
 */
export function parseConanLock(lockfile: ServiceFile, manifests: readonly ServiceFile[]): Package[] {
  const document = readJson(lockfile)
  const version = textOf(document, 'version')
  if (version === '0.4') return parseGraph(lockfile, fieldsOf(fieldsOf(document, 'graph_lock'), 'nodes'))
  if (version === '0.5') return parseLists(lockfile, listOf(document, 'requires'), manifests)
  throw unsupported(
    lockfile.path,
    `version ${showText(scalarText(version))}`,
    'version 0.4 (Conan 1) and 0.5 (Conan 2)',
  )
}

/** Conan 2 states no edges. */
function parseLists(lockfile: ServiceFile, requires: readonly unknown[], manifests: readonly ServiceFile[]): Package[] {
  const list = new PackageList('conan', lockfile.path)
  for (const [place, entry] of requires.entries()) {
    addReference(list, lockfile.path, `requires ${place + 1}`, scalarText(Array.isArray(entry) ? entry[0] : entry))
  }
  const beside = `${lockfile.path.slice(0, -'conan.lock'.length)}conanfile.txt`
  const conanfile = manifests.find(({ path }) => path === beside)
  const packages = list.finish('asked-by-own-or-none')
  if (conanfile === undefined) return packages
  const asked = requiredNames(conanfile.text)
  return packages.map((found) => ({ ...found, direct: asked.has(found.name) }))
}

/** Conan 1. The node without a reference, or with a path, is the service itself. */
function parseGraph(lockfile: ServiceFile, nodes: unknown): Package[] {
  const list = new PackageList('conan', lockfile.path)
  const byNode = new Map<string, number>()
  const entries = entriesOf(nodes).filter(([, node]) => textOf(node, 'context') !== 'build')
  for (const [id, node] of entries) {
    const place = `node ${showText(id)}`
    const reference = textOf(node, 'ref')
    const isOwn = reference === null || textOf(node, 'path') !== null
    const add = isOwn ? addOwn : addReference
    byNode.set(id, add(list, lockfile.path, place, reference ?? ''))
  }
  for (const [id, node] of entries) {
    for (const required of listOf(node, 'requires')) {
      const to = byNode.get(scalarText(required))
      if (to !== undefined) list.link(byNode.get(id) ?? 0, to)
    }
  }
  return list.finish('asked-by-own')
}

function addOwn(list: PackageList, path: string, place: Place, reference: string): number {
  const [name, version] = reference.split(/[/@#]/)
  const ownNameOrFolder = name || ownName(path, '')
  return list.add(`own ${ownNameOrFolder}`, place, {
    name: ownNameOrFolder,
    version: version || null,
    own: true,
    visibility: 'private',
    repository: null,
    libraryNames: [ownNameOrFolder],
  })
}

function addReference(list: PackageList, path: string, place: Place, reference: string): number {
  const found = /^([^/@#]+)\/([^/@#]+)(?:@([^/#]+)\/([^/#]+))?(?:#|$)/.exec(reference)
  if (found === null) {
    throw malformed(
      path,
      place,
      `${showText(reference)} is no reference; accepted: name/version[@user/channel][#revision]`,
    )
  }
  const [, name = '', version = '', user, channel] = found
  const isNamed = user !== undefined && channel !== undefined && user !== '_'
  return list.add(`${name}/${version}@${user}/${channel}`, place, {
    name,
    version,
    own: false,
    // The public remote takes no packages of a user: these come from a remote of one's own.
    visibility: isNamed ? 'private' : 'unstated',
    repository: null,
    libraryNames: libraryNamesOf('conan', name),
    ...(isNamed ? { purlParts: { namespace: user, qualifiers: { channel } } } : {}),
  })
}

/** The names below `[requires]` of a conanfile.txt. */
function requiredNames(text: string): Set<string> {
  const names = new Set<string>()
  let section = ''
  for (const line of text.split('\n').map((raw) => raw.replace(/#.*$/, '').trim())) {
    if (line.startsWith('[')) section = line
    else if (section === '[requires]' && line !== '') names.add(line.split('/', 1)[0] ?? line)
  }
  return names
}
