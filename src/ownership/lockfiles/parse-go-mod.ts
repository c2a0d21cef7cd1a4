// go.mod of Go 1.11 and later: the main module, what it requires, and what replaces what. go.sum is no build list: it also
// has checksums of versions that were only looked at. From Go 1.17 on go.mod names every module that is built.
// Specified by https://go.dev/ref/mod#go-mod-file; GOPRIVATE in go.env by https://go.dev/ref/mod#private-modules.

import type { Package, ServiceFile } from '../types.ts'
import { malformed } from './malformed.ts'
import { matchesGlob } from './match-glob.ts'
import { PackageList } from './package-list.ts'
import { showText } from './show-text.ts'

interface Statement {
  /** From 1. */
  readonly line: number
  readonly verb: string
  readonly words: readonly string[]
  readonly comment: string
}

interface Replacement {
  readonly path: string
  /** Null for a folder. */
  readonly version: string | null
}

/**
 * @param lockfile a go.mod
 * @param manifests go.env files
 * @returns the main module and the modules it requires; go.mod does not state which of these asks for which
 * @throws HeadwaterError `lockfile-malformed` with the line
 */
export function parseGoMod(lockfile: ServiceFile, manifests: readonly ServiceFile[]): Package[] {
  const statements = readStatements(lockfile)
  const replacements = readReplacements(lockfile, statements)
  const privates = manifests.flatMap(({ text }) => privatePatterns(text))
  const list = new PackageList('golang', lockfile.path)
  const main = addMain(list, lockfile, statements)
  for (const { line, words, comment } of statements.filter(({ verb }) => verb === 'require')) {
    const [path, version] = words
    if (path === undefined || version === undefined)
      throw malformed(lockfile.path, line, 'accepted: require PATH VERSION')
    const index = addModule(list, line, path, version, replacements, privates)
    if (!/^\/\/\s*indirect\b/.test(comment)) list.link(main, index)
  }
  return list.finish('asked-by-own')
}

function addMain(list: PackageList, lockfile: ServiceFile, statements: readonly Statement[]): number {
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
  replacements: ReadonlyMap<string, Replacement>,
  privates: readonly string[],
): number {
  const replacement = replacements.get(`${path} ${version}`) ?? replacements.get(path)
  const own = replacement !== undefined && replacement.version === null
  const used = replacement === undefined || own ? { path, version: own ? null : version } : replacement
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

/** Replacements by `path version`, or by path where they hold for every version. */
function readReplacements(lockfile: ServiceFile, statements: readonly Statement[]): Map<string, Replacement> {
  const replacements = new Map<string, Replacement>()
  for (const { line, words } of statements.filter(({ verb }) => verb === 'replace')) {
    const arrow = words.indexOf('=>')
    const [path, version] = words.slice(arrow + 1)
    const isFolder = path !== undefined && /^(?:\.{1,2}(?:\/|$)|\/|[A-Za-z]:[\\/])/.test(path)
    if (arrow < 1 || arrow > 2 || path === undefined || (version === undefined) !== isFolder) {
      throw malformed(lockfile.path, line, 'accepted: replace PATH [VERSION] => PATH VERSION, or => ./FOLDER')
    }
    replacements.set(words.slice(0, arrow).join(' '), { path, version: version ?? null })
  }
  return replacements
}

function readStatements(lockfile: ServiceFile): Statement[] {
  const statements: Statement[] = []
  let block: string | null = null
  for (const [index, text] of lockfile.text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .entries()) {
    const line = index + 1
    const start = text.indexOf('//')
    const content = (start < 0 ? text : text.slice(0, start)).trim()
    const words = content === '' ? [] : content.split(/\s+/).map(unquote)
    const [verb] = words
    if (verb === undefined) continue
    const known = /^(?:module|go|toolchain|godebug|require|replace|exclude|retract|tool|ignore)$/.test(verb)
    if (block !== null && content === ')') block = null
    else if (block !== null) statements.push({ line, verb: block, words, comment: start < 0 ? '' : text.slice(start) })
    else if (known && words[1] === '(' && words.length === 2) block = verb
    else if (known) statements.push({ line, verb, words: words.slice(1), comment: start < 0 ? '' : text.slice(start) })
    else throw malformed(lockfile.path, line, `${showText(verb)} is no directive of a go.mod`)
  }
  if (block === null) return statements
  throw malformed(
    lockfile.path,
    lockfile.text.split('\n').length,
    `the block of ${block} is left open; accepted: a closing )`,
  )
}

function unquote(word: string): string {
  return word.replace(/^(["`])(.*)\1$/, '$2')
}

/** The patterns of GOPRIVATE in a go.env. */
function privatePatterns(text: string): string[] {
  const stated = /^GOPRIVATE=(.*)$/m.exec(text)?.[1] ?? ''
  return stated
    .trim()
    .replace(/^["']|["']$/g, '')
    .split(',')
    .filter((pattern) => pattern !== '')
}

/** A pattern matches a path where it matches as many of its leading segments as it has itself. */
function matchesPrefix(pattern: string, path: string): boolean {
  const segments = pattern.replace(/\/$/, '').split('/')
  const leading = path.split('/').slice(0, segments.length)
  return leading.length === segments.length && matchesGlob(segments.join('/'), leading.join('/'))
}
