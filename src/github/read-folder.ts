import { orAbsent } from './absent.ts'
import type { TreeFile } from './read-tree.ts'
import type { GitHub, RepositoryName } from './types.ts'

export interface Folder {
  readonly files: readonly TreeFile[]
  /** Paths from the repository's root. */
  readonly folders: readonly string[]
}

/** One folder at a commit, at most 1,000 entries of it; null where there is none of that name. */
export async function readFolder(
  github: GitHub,
  options: RepositoryName & { readonly commit: string; readonly path: string },
): Promise<Folder | null> {
  const { owner, repo, commit, path } = options
  const answer = await orAbsent(github.rest.repos.getContent({ owner, repo, path, ref: commit }))
  if (answer === null || !Array.isArray(answer.data)) return null
  const entries = answer.data
  return {
    // A submodule says that it is a file, but has no content.
    files: entries
      .filter((entry) => entry.type === 'file' && entry.download_url !== null)
      .map((entry) => ({ path: entry.path, sha: entry.sha, size: entry.size })),
    folders: entries.filter((entry) => entry.type === 'dir').map((entry) => entry.path),
  }
}
