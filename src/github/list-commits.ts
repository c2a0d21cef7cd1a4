import { orAbsent } from './absent.ts'
import type { GitHub, RepositoryName } from './types.ts'

/** A commit and what it says of itself. */
export interface ToldCommit {
  readonly sha: string
  /** Foreign text. */
  readonly message: string
  /** ISO time; empty where git has none. */
  readonly committedAt: string
}

export interface ListCommitsOptions extends RepositoryName {
  /** Commit, tag or branch. */
  readonly ref: string
  /** ISO time from which on. */
  readonly since: string
}

const longestMessage = 16_384

/** The newest commits of a history from a time on, at most 100 of them; null where there is no such history. */
export async function listCommits(
  github: GitHub,
  { owner, repo, ref, since }: ListCommitsOptions,
): Promise<ToldCommit[] | null> {
  const answer = await orAbsent(github.rest.repos.listCommits({ owner, repo, sha: ref, since, per_page: 100 }))
  if (answer === null) return null
  return answer.data.map(({ sha, commit }) => ({
    sha,
    message: commit.message.slice(0, longestMessage),
    committedAt: commit.committer?.date ?? '',
  }))
}
