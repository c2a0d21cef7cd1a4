// Gemfile.lock and gems.locked, as Bundler 1.0 and later write them: sections of GIT, PATH and GEM sources with their gems, then
// what own code asks for. Gemspecs of the service say in which folders its own gems lie, and which one the service itself is.
// Specified by bundler/lib/bundler/lockfile_parser.rb and .../source/path.rb of https://github.com/rubygems/rubygems.

import { posix } from 'node:path'
import { folderOf } from '../folder-of.ts'
import type { Package, ServiceFile } from '../types.ts'
import { assemblePackages, ownPackage, type StatedPackage } from './assemble-packages.ts'
import { gitRepository } from './git-repository.ts'
import { libraryNamesOf } from './library-names.ts'
import { malformed } from './malformed.ts'
import { ownName } from './own-name.ts'
import { perManifests } from './per-manifests.ts'
import { visibilityOf } from './public-sources.ts'
import { showText } from './show-text.ts'

/** How many characters of a commit Bundler puts behind the name of a folder. */
const shortCommit = 12

interface Gem {
  readonly line: number
  readonly name: string
  readonly version: string
  readonly asks: string[]
}

interface Section {
  readonly line: number
  /** `GEM`, `GIT`, `PATH`, `DEPENDENCIES`, ... */
  readonly kind: string
  readonly remotes: string[]
  /** Other settings of a source: `revision`, `branch`. */
  readonly settings: Map<string, string>
  readonly gems: Gem[]
  /** The names below DEPENDENCIES. */
  readonly names: string[]
}

/**
 * @param lockfile a Gemfile.lock
 * @param manifests the service's gemspecs
 * @returns the service and its gems; a gem for several platforms is one package
 * @throws HeadwaterError `lockfile-malformed` with the line
 */
export function parseGemfileLock(lockfile: ServiceFile, manifests: readonly ServiceFile[]): Package[] {
  const sections = readSections(lockfile)
  const sources = sections.filter(({ kind }) => isSource(kind))
  const gemspecs = gemspecFolders(manifests)
  const asks = sections.filter(({ kind }) => kind === 'DEPENDENCIES').flatMap(({ names }) => names)
  const own = sources
    .filter(({ kind }) => kind === 'PATH')
    .flatMap((section) => section.gems.map((gem) => ({ gem, folder: ownGemFolder(lockfile, gem, section, gemspecs) })))
  // A repository that is a gem itself asks, by `gemspec` in its Gemfile, for the gem in its own folder.
  const self = own.find(({ folder }) => folder === '')?.gem
  const others = own.filter(({ gem }) => gem !== self).map(({ gem, folder }) => ownGem(gem, folder))
  const foreign = sources
    .filter(({ kind }) => kind !== 'PATH')
    .flatMap((section) => section.gems.map((gem) => foreignGem(gem, section)))
  const name = self?.name ?? ownName(lockfile.path, '')
  const root: StatedPackage = {
    ...ownPackage,
    place: self?.line ?? 'DEPENDENCIES',
    name,
    version: self?.version ?? null,
    libraryNames: libraryNamesOf('gem', name),
    keys: self === undefined ? [] : [name],
    asks: [...asks, ...(self?.asks ?? [])],
  }
  return assemblePackages('gem', lockfile.path, [root, ...others, ...foreign], 'asked-by-own')
}

function isSource(kind: string): boolean {
  return kind === 'GEM' || kind === 'GIT' || kind === 'PATH' || kind === 'PLUGIN SOURCE'
}

function ownGem({ line, name, version, asks }: Gem, folder: string | null): StatedPackage {
  const libraryNames = libraryNamesOf('gem', name)
  return {
    ...ownPackage,
    place: line,
    name,
    version,
    libraryNames,
    installPaths: folder === null ? [] : [folder],
    asks,
  }
}

function foreignGem({ line, name, version, asks }: Gem, { kind, remotes, settings }: Section): StatedPackage {
  const [remote = ''] = remotes
  return {
    place: line,
    name,
    version,
    own: false,
    // Another source than a registry is private until its repository was read without credentials.
    visibility: kind === 'GEM' ? visibilityOf('gem', remotes) : 'private',
    repository: kind === 'GIT' ? gitRepository(remote) : null,
    libraryNames: libraryNamesOf('gem', name),
    installPaths: [kind === 'GIT' ? gitFolder(remote, settings) : `gems/${name}-${version}`],
    asks,
  }
}

/** Folders of the service, each with its final slash, by the name of the gemspec in them, which is the gem's. */
const gemspecFolders = perManifests((manifests): ReadonlyMap<string, readonly string[]> => {
  const folders = new Map<string, string[]>()
  for (const { path } of manifests) {
    const folder = folderOf(path)
    const name = path.slice(folder.length, -'.gemspec'.length)
    const known = folders.get(name) ?? []
    known.push(folder)
    folders.set(name, known)
  }
  return folders
})

/**
 * The folder of an own gem, relative to the lockfile; empty for the lockfile's own, null where it is not known or lies elsewhere. Below
 * one remote there may be several gems, each beside its gemspec.
 */
function ownGemFolder(
  lockfile: ServiceFile,
  { name }: Gem,
  { remotes, gems }: Section,
  gemspecs: ReadonlyMap<string, readonly string[]>,
): string | null {
  const root = folderOf(lockfile.path)
  const [path = ''] = remotes
  if (posix.isAbsolute(path)) return null
  const remote = posix.join(root, path, '/').replace(/^\.\//, '')
  const stated = gemspecs.get(name)?.find((folder) => folder.startsWith(remote))
  const folder = stated ?? (gems.length === 1 ? remote : null)
  return folder?.startsWith(root) && !folder.startsWith('../') ? folder.slice(root.length).replace(/\/$/, '') : null
}

/** Where Bundler checks a git source out: `bundler/gems/NAME-0a1b2c3d4e5f`. */
function gitFolder(remote: string, settings: ReadonlyMap<string, string>): string {
  const bare = remote.replace(/\/+$/, '').replace(/\.git$/, '')
  const name = bare.slice(Math.max(bare.lastIndexOf('/'), bare.lastIndexOf(':')) + 1)
  return `bundler/gems/${name}-${(settings.get('revision') ?? '').slice(0, shortCommit)}`
}

function readSections(lockfile: ServiceFile): Section[] {
  const sections: Section[] = []
  for (const [index, raw] of lockfile.text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .entries()) {
    const text = raw.trimEnd()
    const line = index + 1
    const indent = text.length - text.trimStart().length
    const section = sections.at(-1)
    if (text === '') continue
    if (indent === 0) sections.push(newSection(lockfile, line, text))
    else if (section !== undefined) readLine(lockfile, line, section, indent, text.trim())
    else
      throw malformed(lockfile.path, line, 'indented before any section; accepted: the whole file as Bundler wrote it')
  }
  if (sections.some(({ kind }) => isSource(kind))) return sections
  throw malformed(lockfile.path, 1, 'no GEM, GIT or PATH section; accepted: the whole file as Bundler wrote it')
}

function newSection(lockfile: ServiceFile, line: number, kind: string): Section {
  // Bundler may add sections, as CHECKSUMS in 2.5: their content is passed over, but they look like sections.
  if (!/^[A-Z][A-Z ]*$/.test(kind)) {
    throw malformed(lockfile.path, line, `${showText(kind)} is no section; accepted: GEM, GIT, PATH and their like`)
  }
  return { line, kind, remotes: [], settings: new Map(), gems: [], names: [] }
}

function readLine(lockfile: ServiceFile, line: number, section: Section, indent: number, text: string): void {
  if (section.kind === 'DEPENDENCIES') section.names.push(nameIn(text))
  if (!isSource(section.kind)) return
  if (indent === 2) {
    const colon = text.indexOf(':')
    const value = text.slice(colon + 1).trim()
    if (text.startsWith('remote:')) section.remotes.push(value)
    else section.settings.set(text.slice(0, Math.max(colon, 0)), value)
    return
  }
  const gem = section.gems.at(-1)
  if (indent === 6 && gem !== undefined) {
    gem.asks.push(nameIn(text))
    return
  }
  // A version holds no hyphen: what follows one is the platform.
  const found = /^(\S+) \(([^()\s-]+)(?:-[^()\s]+)?\)$/.exec(text)
  if (indent !== 4 || found === null) {
    throw malformed(
      lockfile.path,
      line,
      `${showText(text)} is no gem; accepted: NAME (VERSION), indented as Bundler does`,
    )
  }
  section.gems.push({ line, name: found[1] ?? '', version: found[2] ?? '', asks: [] })
}

/** `rails (~> 7.0)!`: the `!` says that it comes from a source of its own. */
function nameIn(text: string): string {
  return text.split(/[\s(]/, 1)[0]?.replace(/!$/, '') ?? text
}
