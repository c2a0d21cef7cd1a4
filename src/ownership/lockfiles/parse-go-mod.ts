// go.mod of Go 1.11 and later: the main module, what it requires, and what replaces what. go.sum is no build list: it also
// has checksums of versions that were only looked at. From Go 1.17 on go.mod names every module that is built.
// Specified by https://go.dev/ref/mod#go-mod-file; what go.env says of private modules by
// https://go.dev/ref/mod#private-modules.

import type { Package, ServiceFile } from '../types.ts'
import { type GoWorkspace, goModVerbs, workspaceOf } from './go/go-workspace.ts'
import { type GoReplacement, readGoReplacements } from './go/read-go-replacements.ts'
import { type GoStatement, readGoStatements } from './go/read-go-statements.ts'
import { malformed } from './malformed.ts'
import { matchesGlob } from './match-glob.ts'
import { PackageList } from './package-list.ts'

/**
 * @param lockfile a go.mod
 * @param manifests go.env files, and the go.work that it may belong to with that one's other go.mod files
 * @returns the main module and the modules it requires; go.mod does not state which of these asks for which
 * @throws HeadwaterError `lockfile-malformed` with the line
 */
export function parseGoMod(lockfile: ServiceFile, manifests: readonly ServiceFile[]): Package[] {
  const statements = readGoStatements(lockfile, goModVerbs)
  const workspace = workspaceOf(lockfile, manifests)
  const replacements = new Map([...readGoReplacements(lockfile, statements), ...(workspace?.replacements ?? [])])
  const privates = manifests.flatMap(({ path, text }) => (path.endsWith('go.env') ? privatePatterns(text) : []))
  const list = new PackageList('golang', lockfile.path)
  const main = addMain(list, lockfile, statements)
  for (const { line, words, comment } of statements.filter(({ verb }) => verb === 'require')) {
    const [path, version] = words
    if (path === undefined || version === undefined)
      throw malformed(lockfile.path, line, 'accepted: require PATH VERSION')
    const index = addModule(list, line, path, version, { replacements, privates, workspace })
    if (!/^\/\/\s*indirect\b/.test(comment)) list.link(main, index)
  }
  return list.finish('asked-by-own')
}

/** What else decides which module runs. */
interface Surroundings {
  readonly replacements: ReadonlyMap<string, GoReplacement>
  /** Patterns of modules that are not to be had from everybody. */
  readonly privates: readonly string[]
  readonly workspace: GoWorkspace | undefined
}

function addMain(list: PackageList, lockfile: ServiceFile, statements: readonly GoStatement[]): number {
  const statement = statements.find(({ verb }) => verb === 'module')
  const path = statement?.words[0]
  if (statement === undefined || path === undefined) {
    throw malformed(lockfile.path, statement?.line ?? 1, 'no module path; accepted: module PATH')
  }
  return list.add(path, statement.line, {
    name: path,
    version: null,
    own: true,
    visibility: 'private',
    repository: null,
    libraryNames: [path],
  })
}

/** Frames carry the path that is imported; what runs, and its version and repository, are the replacement's. */
function addModule(
  list: PackageList,
  line: number,
  path: string,
  version: string,
  { replacements, privates, workspace }: Surroundings,
): number {
  const required = workspace?.versions.get(path) ?? version
  const replacement = replacements.get(`${path} ${required}`) ?? replacements.get(path)
  const own = workspace?.own.has(path) === true || (replacement !== undefined && replacement.version === null)
  const used = replacement === undefined || own ? { path, version: own ? null : required } : replacement
  const isPrivate = privates.some((pattern) => matchesPrefix(pattern, used.path))
  return list.add(path, line, {
    name: used.path,
    version: used.version,
    own,
    visibility: own || isPrivate ? 'private' : 'unstated',
    repository: own ? null : repositoryOf(used.path),
    libraryNames: [path],
  })
}

/** The repository of a path on a host whose paths begin with owner and repository. */
function repositoryOf(path: string): string | null {
  const found = /^((?:github\.com|bitbucket\.org|codeberg\.org)\/[\w.-]+\/[\w.-]+)(?:\/|$)/.exec(path)
  return found === null ? null : `https://${found[1]}`
}

/** The patterns in a go.env: GOPRIVATE stands for both others, which keep modules from the public proxy and checksum database. */
function privatePatterns(text: string): string[] {
  return [...text.matchAll(/^(?:GOPRIVATE|GONOPROXY|GONOSUMDB)=(.*)$/gm)].flatMap(([, stated = '']) =>
    stated
      .trim()
      .replace(/^["']|["']$/g, '')
      .split(',')
      .map((pattern) => pattern.trim())
      .filter((pattern) => pattern !== ''),
  )
}

/** A pattern matches a path where it matches as many of its leading segments as it has itself. */
function matchesPrefix(pattern: string, path: string): boolean {
  const segments = pattern.replace(/\/$/, '').split('/')
  const leading = path.split('/').slice(0, segments.length)
  return leading.length === segments.length && matchesGlob(segments.join('/'), leading.join('/'))
}
