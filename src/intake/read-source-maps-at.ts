import { readBlobs } from './read-blobs.ts'
import { largestMapsAtCommit, mostMapsAtCommit } from './source-map-bounds.ts'
import type { RepositoryReader, ServiceFile } from './types.ts'

/** Maps of scripts that were built for people's browsers stand beside those of the service; packages bring their own. */
const ofOthers = /(?:^|\/)node_modules\//

/**
 * The source maps that a service has in its repository at a commit, those nearest to the root first.
 *
 * Bounded in number and size; a repository that is too large to be listed at once is not searched.
 *
 * @param commit its full sha
 */
export async function readSourceMapsAt(reader: RepositoryReader, commit: string): Promise<ServiceFile[]> {
  const { files } = await reader.tree(commit)
  let left = largestMapsAtCommit
  const taken = files
    .filter(({ path }) => /\.[cm]?js\.map$/.test(path) && !ofOthers.test(path))
    .sort((a, b) => a.path.split('/').length - b.path.split('/').length || (a.path < b.path ? -1 : 1))
    .slice(0, mostMapsAtCommit)
    .filter(({ size }) => {
      // One that is too large must not keep the others out.
      if (size > left) return false
      left -= size
      return true
    })
  return readBlobs(reader, taken)
}
