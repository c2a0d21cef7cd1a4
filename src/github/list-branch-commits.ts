import { statusOf } from './failure.ts'
import type { GitHub, RepositoryName } from './types.ts'

/** Who a commit is by. */
export interface BranchCommit {
  readonly sha: string
  /** As git has it; empty where git has none. */
  readonly authorEmail: string
}

export interface ListBranchCommitsOptions extends RepositoryName {
  readonly branch: string
  /** Leaves out what this branch has too; null for a branch without history in common. */
  readonly base: string | null
}

/** The commits of a branch, at most 250 of them; null where there is no such branch. */
export async function listBranchCommits(
  github: GitHub,
  { owner, repo, branch, base }: ListBranchCommitsOptions,
): Promise<BranchCommit[] | null> {
  try {
    const commits =
      base === null
        ? (await github.rest.repos.listCommits({ owner, repo, sha: branch, per_page: 100 })).data
        : (await github.rest.repos.compareCommitsWithBasehead({ owner, repo, basehead: `${base}...${branch}` })).data
            .commits
    return commits.map(({ sha, commit }) => ({ sha, authorEmail: commit.author?.email ?? '' }))
  } catch (error) {
    // 409: a repository without commits.
    if ([404, 409].includes(statusOf(error))) return null
    throw error
  }
}
