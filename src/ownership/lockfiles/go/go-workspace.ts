// go.work of Go 1.18 and later: modules that are built together. They are own code to one another, what it replaces counts for all of
// them, and each requirement is met by the highest version that any of them asks for.
// Specified by https://go.dev/ref/mod#workspaces.

import { posix } from 'node:path'
import { gt, valid } from 'semver'
import { folderOf } from '../../folder-of.ts'
import type { ServiceFile } from '../../types.ts'
import { malformed, tooLarge } from '../malformed.ts'
import { perManifests } from '../per-manifests.ts'
import { type GoReplacement, readGoReplacements } from './read-go-replacements.ts'
import { readGoStatements } from './read-go-statements.ts'

/** Each may use all modules of the service. */
const mostWorkspaces = 64

/** The verbs of a go.mod. */
export const goModVerbs: ReadonlySet<string> = new Set([
  'module',
  'go',
  'toolchain',
  'godebug',
  'require',
  'replace',
  'exclude',
  'retract',
  'tool',
  'ignore',
])
const goWorkVerbs: ReadonlySet<string> = new Set(['go', 'toolchain', 'godebug', 'use', 'replace'])

/** What a go.work says of the modules that it uses. */
export interface GoWorkspace {
  /** Their folders, each with the slash that ends it. */
  readonly folders: ReadonlySet<string>
  /** Their module paths. */
  readonly own: ReadonlySet<string>
  readonly replacements: ReadonlyMap<string, GoReplacement>
  /** The highest version that one of them requires, by module path. */
  readonly versions: ReadonlyMap<string, string>
}

const workspacesIn = perManifests((manifests) => {
  const files = manifests.filter(({ path }) => /(?:^|\/)go\.work$/.test(path))
  const [tooMany] = files.slice(mostWorkspaces)
  if (tooMany !== undefined) {
    throw tooLarge(tooMany.path, `a workspace after ${mostWorkspaces} others`, 'the workspaces of one service')
  }
  return files.map((file) => readWorkspace(file, manifests))
})

/** The workspace that a go.mod belongs to; undefined where there is none. */
export function workspaceOf(lockfile: ServiceFile, manifests: readonly ServiceFile[]): GoWorkspace | undefined {
  return workspacesIn(manifests).find(({ folders }) => folders.has(folderOf(lockfile.path)))
}

/** @throws HeadwaterError `lockfile-malformed` with the line, of the go.work or of a go.mod that it uses */
function readWorkspace(file: ServiceFile, manifests: readonly ServiceFile[]): GoWorkspace {
  const statements = readGoStatements(file, goWorkVerbs)
  const folders = new Set<string>()
  for (const { line, words } of statements.filter(({ verb }) => verb === 'use')) {
    const [folder] = words
    if (folder === undefined) throw malformed(file.path, line, 'accepted: use FOLDER')
    const joined = posix.join(folderOf(file.path), folder, '/')
    folders.add(joined === './' ? '' : joined)
  }
  const own = new Set<string>()
  const versions = new Map<string, string>()
  for (const module of manifests) {
    if (!module.path.endsWith('go.mod') || !folders.has(folderOf(module.path))) continue
    for (const { verb, words } of readGoStatements(module, goModVerbs)) {
      const [path, version] = words
      if (path === undefined) continue
      if (verb === 'module') own.add(path)
      else if (verb === 'require' && version !== undefined) versions.set(path, higher(versions.get(path), version))
    }
  }
  return { folders, own, replacements: readGoReplacements(file, statements), versions }
}

function higher(one: string | undefined, other: string): string {
  if (one === undefined || valid(one) === null) return other
  return valid(other) !== null && gt(other, one) ? other : one
}
