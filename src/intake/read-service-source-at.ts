import { posix } from 'node:path'
import { readBlobs } from './read-blobs.ts'
import { isSource, largestSource, largestSources, notOwnSource } from './source-bounds.ts'
import type { RepositoryReader, ServiceFile, TreeFile } from './types.ts'

/** Each costs a request, of which GitHub grants 5,000 an hour. */
const mostFiles = 300

/**
 * The service's own source files at a commit, as `readServiceSource` reads them from a folder; of more than 300 those nearest to the
 * root.
 *
 * @param commit its full sha
 * @param ecosystem whose language is read
 */
export async function readServiceSourceAt(
  reader: RepositoryReader,
  commit: string,
  ecosystem: string,
): Promise<ServiceFile[]> {
  const { files } = await reader.tree(commit)
  const nearest = files
    .filter((file) => isOwnSource(file, ecosystem))
    .sort((a, b) => depthOf(a) - depthOf(b) || (a.path < b.path ? -1 : 1))
    .slice(0, mostFiles)
  let left = largestSources
  const taken = nearest.filter(({ size }) => {
    left -= size
    return left >= 0
  })
  return readBlobs(reader, taken)
}

function isOwnSource({ path, size }: TreeFile, ecosystem: string): boolean {
  const folders = posix.dirname(path).split('/')
  const isPassed = folders.some((name) => notOwnSource.has(name) || (name.startsWith('.') && name !== '.'))
  return isSource(path, ecosystem) && !isPassed && size <= largestSource
}

function depthOf({ path }: TreeFile): number {
  return path.split('/').length
}
