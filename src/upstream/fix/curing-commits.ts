import type { IssueName, LinkedCommit, LinkedThread } from '../../github/index.ts'
import { isSameRepository } from '../same-repository.ts'
import { type Carried, carriedBy, isTakenBack } from './carried-by.ts'
import type { Change } from './follow-changes.ts'
import { type Claim, claimIn } from './says-it-cures.ts'

/**
 * The change that came as a commit without a pull request, as in repositories that are mirrors of a review system: the first commit
 * in each repository of the owner that closed the thread or says that it cures it. Later ones there carry it to other branches.
 */
export function curingCommits({ thread, commits }: LinkedThread): Change[] {
  const name = { owner: thread.owner, repo: thread.repo, issue: thread.number }
  const curing = commits.filter(
    (commit) =>
      !isTakenBack(commit.sha, commits) && (commit.closes || (isNear(commit, name) && says(commit, name) === 'cures')),
  )
  const firsts = curing.filter(
    (commit, index) => curing.findIndex((other) => isSameRepository(other, commit)) === index,
  )
  return firsts.map((first) => ({
    owner: first.owner,
    repo: first.repo,
    url: commitUrl(thread.url, first),
    name: `${first.owner}/${first.repo}@${first.sha.slice(0, 7)}`,
    state: 'merged',
    commit: first.sha,
    mergedAt: first.committedAt,
    pull: null,
    role: 'fixes',
    backports: laterOnes(first, curing, commits, name),
    reason: first.closes
      ? `closed ${name.owner}/${name.repo}#${name.issue}`
      : `says that it fixes ${name.owner}/${name.repo}#${name.issue}`,
  }))
}

/** Strangers who use the package write of their own code that it fixes the issue. */
function isNear({ owner }: LinkedCommit, name: IssueName): boolean {
  return owner.toLowerCase() === name.owner.toLowerCase()
}

function says(commit: LinkedCommit, name: IssueName): Claim | null {
  return claimIn([commit.message], name, commit)
}

function laterOnes(
  first: LinkedCommit,
  curing: readonly LinkedCommit[],
  commits: readonly LinkedCommit[],
  name: IssueName,
): Carried[] {
  const others = curing.filter((commit) => commit !== first && isSameRepository(commit, first))
  const carried = carriedBy(commits, { threads: [name], commit: first.sha }, first)
  const known = new Set(carried.map(({ commit }) => commit))
  const rest = others
    .filter(({ sha }) => !known.has(sha))
    .map(({ sha, committedAt }) => ({ commit: sha, at: committedAt }))
  return [...carried, ...rest]
}

/** The page of a commit, on the host where the thread is. */
function commitUrl(threadUrl: string, { owner, repo, sha }: LinkedCommit): string {
  return `${new URL(threadUrl).origin}/${owner}/${repo}/commit/${sha}`
}
