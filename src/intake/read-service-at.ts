import { posix } from 'node:path'
import { HeadwaterError } from '../errors.ts'
import { readBlobs } from './read-blobs.ts'
import { deepestFolder, isSkipped, largestServiceFile } from './service-bounds.ts'
import type { RepositoryReader, ServiceFile, TreeFile } from './types.ts'

export interface ServiceAtOptions {
  readonly reader: RepositoryReader
  /** The commit that ran, as the incident names it; null where it names none. */
  readonly ref: string | null
  /** Whether a file of this path is wanted. */
  readonly isWanted: (path: string) => boolean
}

/** Lockfiles and manifests, and of which commit. */
export interface ServiceAt {
  /** In the order of their paths. */
  readonly files: readonly ServiceFile[]
  readonly at: 'deployed' | 'head'
  /** Full sha. */
  readonly commit: string
  /** How the incident names the deployed commit; null at HEAD. */
  readonly ref: string | null
  /** How the incident names a commit that the repository does not have; null where it names none, or one that is there. */
  readonly notFound: string | null
  /** What was left out, in sentences. */
  readonly notes: readonly string[]
}

/** Each costs a request, of which GitHub grants 5,000 an hour. */
const mostFiles = 300
const mostFolders = 200

/**
 * Reads lockfiles and manifests at the deployed commit; at HEAD where the incident names none, or one that is not there.
 *
 * Bounded like `readServiceFolder`, and to 300 files, those nearest to the root first.
 *
 * @throws HeadwaterError `file-unreadable` where the repository is empty, `too-large` where a lockfile is beyond 64 MiB; and what
 * `reader` throws
 */
export async function readServiceAt({ reader, ref, isWanted }: ServiceAtOptions): Promise<ServiceAt> {
  const deployed = ref === null ? null : await reader.resolve(ref)
  const commit = deployed ?? (await reader.resolve('HEAD'))
  if (commit === null) {
    throw new HeadwaterError('file-unreadable', 'the service has no commit yet; push its sources, lockfiles included')
  }
  const { found, notes } = await findFiles(reader, commit, isWanted)
  const nearest = found.sort((a, b) => depthOf(a.path) - depthOf(b.path) || (a.path < b.path ? -1 : 1))
  const taken = nearest.slice(0, mostFiles).sort((a, b) => (a.path < b.path ? -1 : 1))
  if (nearest.length > mostFiles) {
    notes.push(`Of ${nearest.length} lockfiles and manifests the ${mostFiles} nearest to the root were read.`)
  }
  return {
    files: await readFiles(reader, taken),
    at: deployed === null ? 'head' : 'deployed',
    commit,
    ref: deployed === null ? null : ref,
    notFound: deployed === null ? ref : null,
    notes,
  }
}

async function findFiles(reader: RepositoryReader, commit: string, isWanted: (path: string) => boolean) {
  const notes: string[] = []
  const { files, truncated } = await reader.tree(commit)
  const all = truncated ? await walkFolders(reader, commit, notes) : files
  const found = all.filter(({ path }) => isWanted(path) && isReached(posix.dirname(path)))
  return { found, notes }
}

/** Of a repository that is too large to be listed at once, the folders nearest to the root. */
async function walkFolders(reader: RepositoryReader, commit: string, notes: string[]): Promise<TreeFile[]> {
  const files: TreeFile[] = []
  const waiting = ['']
  for (let count = 0; waiting.length > 0 && count < mostFolders; count++) {
    const folder = await reader.folder(commit, waiting.shift() ?? '')
    files.push(...(folder?.files ?? []))
    waiting.push(...(folder?.folders ?? []).filter(isReached))
  }
  if (waiting.length > 0) {
    notes.push(`The repository is very large; lockfiles were looked for in its first ${mostFolders} folders.`)
  }
  return files
}

async function readFiles(reader: RepositoryReader, files: readonly TreeFile[]): Promise<ServiceFile[]> {
  for (const { path, size } of files) {
    if (size > largestServiceFile) {
      const text = `${path}: ${size} bytes; lockfiles up to ${largestServiceFile} bytes are read`
      throw new HeadwaterError('too-large', text)
    }
  }
  return readBlobs(reader, files)
}

function isReached(folder: string): boolean {
  const parts = folder === '.' ? [] : folder.split('/')
  return parts.length <= deepestFolder && !parts.some(isSkipped)
}

function depthOf(path: string): number {
  return path.split('/').length
}
