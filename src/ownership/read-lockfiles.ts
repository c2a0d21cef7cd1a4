import { combineLockfiles, type ReadLockfile } from './combine-lockfiles.ts'
import { lockfiles } from './lockfiles/index.ts'
import { malformed, tooLarge } from './lockfiles/malformed.ts'
import type { DependencyGraph, LockfileParser, Package, ServiceFile } from './types.ts'

const mostCharacters = 64 * 1024 * 1024
/** Of all lockfiles together: no service has more, and every later step is linear in it. */
const mostPackages = 200_000

/** Whether a file at this path is a lockfile (or stands for one), so that the caller should gather it. */
export function isLockfile(path: string): boolean {
  return lockfiles.some((parser) => parser.matches(path))
}

/** Whether a file at this path states what a lockfile lacks, so that the caller should gather it too. */
export function isManifest(path: string): boolean {
  return lockfiles.some((parser) => parser.isManifest(path))
}

/** Whether a file at this path is one of those that `readDependencyGraph` reads. */
export function isServiceFile(path: string): boolean {
  return isLockfile(path) || isManifest(path)
}

/**
 * Reads all lockfiles of a service into one graph.
 *
 * @param files the service's lockfiles and manifests, in any order; other files are passed over
 * @returns the packages, lockfile by lockfile in the order of `files`, those that only declare last
 * @throws HeadwaterError `lockfile-malformed` with file and line, `lockfile-unsupported` with what would be accepted, `too-large`
 */
export function readDependencyGraph(files: readonly ServiceFile[]): DependencyGraph {
  const read: ReadLockfile[] = []
  const manifests = new Map(
    lockfiles.map((parser) => [parser, files.filter(({ path }) => parser.isManifest(path))] as const),
  )
  let count = 0
  for (const file of files) {
    const parser = lockfiles.find((candidate) => candidate.matches(file.path))
    if (parser === undefined) continue
    const packages = readLockfile(file, parser, manifests.get(parser) ?? [])
    count += packages.length
    if (count > mostPackages) {
      throw tooLarge(file.path, `more than ${mostPackages} packages, with those before`, 'the lockfiles of one service')
    }
    read.push({ path: file.path, declares: parser.declares === true, packages })
  }
  return { packages: combineLockfiles(read), lockfiles: read.map(({ path }) => path) }
}

function readLockfile(file: ServiceFile, parser: LockfileParser, manifests: readonly ServiceFile[]): Package[] {
  for (const { path, text } of [file, ...manifests]) {
    if (text.length > mostCharacters) throw tooLarge(path, `${text.length} characters`, `at most ${mostCharacters}`)
  }
  refuseConflict(file)
  return parser.parse(file, manifests)
}

/** An unfinished merge can still parse, in line-based formats, and would then answer for two versions at once. */
function refuseConflict(file: ServiceFile): void {
  const marker = /^(?:<{7} |={7}\r?$|>{7} )/m.exec(file.text)
  if (marker === null) return
  const line = file.text.slice(0, marker.index).split('\n').length
  throw malformed(file.path, line, `a conflict marker (${marker[0].trim()}); accepted: the lockfile after the merge`)
}
