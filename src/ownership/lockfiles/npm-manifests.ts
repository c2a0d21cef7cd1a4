import { HeadwaterError } from '../../errors.ts'
import { folderOf } from '../folder-of.ts'
import type { ServiceFile } from '../types.ts'
import { entriesOf, type Fields, field, fieldsOf, isFields, scalarText, textOf } from './fields.ts'
import { matchesGlob } from './match-glob.ts'
import { readJson } from './read-json.ts'

/** What a package.json says of an own package. */
export interface NpmManifest {
  readonly name: string | null
  readonly version: string | null
  /** Name and range of everything that it asks for, in whichever section. */
  readonly asks: readonly (readonly [name: string, range: string])[]
  /** Patterns of the folders of its workspaces. */
  readonly workspaces: readonly string[]
}

/** Manifests by folder, relative to the lockfile's; the empty folder is the lockfile's own. */
export type NpmManifests = ReadonlyMap<string, NpmManifest>

/** Reads the package.json files in and below the lockfile's folder. */
export function readNpmManifests(lockfile: ServiceFile, manifests: readonly ServiceFile[]): NpmManifests {
  const root = folderOf(lockfile.path)
  const byFolder = new Map<string, NpmManifest>()
  for (const file of manifests) {
    const folder = folderBelow(root, file.path)
    const manifest = folder === null ? null : readManifest(file)
    if (folder !== null && manifest !== null) byFolder.set(folder, manifest)
  }
  return byFolder
}

/** The folder of a package.json relative to a root that is empty or ends in a slash; null for another file, or an installed one. */
function folderBelow(root: string, path: string): string | null {
  const isBelow = path === `${root}package.json` || (path.startsWith(root) && path.endsWith('/package.json'))
  if (!isBelow || path.includes('node_modules/')) return null
  return path.slice(root.length, -'package.json'.length).replace(/\/$/, '')
}

/** The folders that the root manifest declares as workspaces, of those that have a manifest. */
export function workspaceFolders(manifests: NpmManifests): string[] {
  const patterns = (manifests.get('')?.workspaces ?? []).map((pattern) =>
    pattern.replace(/^(!?)\.\//, '$1').replace(/\/$/, ''),
  )
  const excluded = patterns.filter((pattern) => pattern.startsWith('!')).map((pattern) => pattern.slice(1))
  const included = patterns.filter((pattern) => !pattern.startsWith('!'))
  const isOneOf = (folder: string, list: readonly string[]) => list.some((pattern) => matchesGlob(pattern, folder))
  return [...manifests.keys()].filter((folder) => isOneOf(folder, included) && !isOneOf(folder, excluded))
}

const sections = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies']

/** Names of what an npm manifest, or an entry of that shape in a lockfile, asks for. */
export function namesAsked(entry: unknown): string[] {
  const names = sections.flatMap((section) => {
    const asked = field(entry, section)
    return isFields(asked) ? [Object.keys(asked)] : []
  })
  return names.length === 1 ? (names[0] as string[]) : names.flat()
}

/** Name and range of what `namesAsked` names. */
export function asksOf(entry: unknown): [name: string, range: string][] {
  return sections
    .flatMap((section) => entriesOf(fieldsOf(entry, section)))
    .map(([name, range]) => [name, scalarText(range)])
}

function readManifest(file: ServiceFile): NpmManifest | null {
  const document = readTolerated(file)
  if (document === null) return null
  const declared = field(document, 'workspaces')
  const workspaces = Array.isArray(declared) ? declared : field(declared, 'packages')
  return {
    name: textOf(document, 'name') || null,
    version: textOf(document, 'version') || null,
    asks: asksOf(document),
    workspaces: Array.isArray(workspaces) ? workspaces.filter((pattern) => typeof pattern === 'string') : [],
  }
}

/** A repository holds manifests that are none: templates, fixtures of tests. They are no reason to refuse the lockfile. */
function readTolerated(file: ServiceFile): Fields | null {
  try {
    return readJson(file)
  } catch (error) {
    if (error instanceof HeadwaterError) return null
    throw error
  }
}
