import { type GitHub, type RepositoryName, readBlob, readFolder, readTree, resolveCommit } from '../github/index.ts'
import type { RepositoryReader } from '../intake/index.ts'

/** The service's repository over GitHub's API, as intake wants to read it. */
export function createRepositoryReader(github: GitHub, { owner, repo }: RepositoryName): RepositoryReader {
  return {
    resolve: (ref) => resolveCommit(github, { owner, repo, ref }),
    tree: (commit) => readTree(github, { owner, repo, commit }),
    folder: (commit, path) => readFolder(github, { owner, repo, commit, path }),
    blob: (sha) => readBlob(github, { owner, repo, sha }),
  }
}
