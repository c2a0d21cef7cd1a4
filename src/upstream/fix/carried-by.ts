import type { IssueName, RepositoryName } from '../../github/index.ts'
import { isSameRepository } from '../same-repository.ts'
import { isSameThread, mentionsIn } from './mentions-of.ts'
import { claimIn } from './says-it-cures.ts'

/** A commit by which a change came to another branch. */
export interface Carried {
  readonly commit: string
  /** ISO time; null where it is not known. */
  readonly at: string | null
}

/** A commit, as far as it tells what it carries. */
export interface TellingCommit {
  readonly sha: string
  readonly message: string
  readonly committedAt: string
}

/** What is looked for in other commits. */
export interface CarriedChange {
  /** The pull request, and the issue that it cures. */
  readonly threads: readonly IssueName[]
  /** What the change became on its base branch. */
  readonly commit: string | null
}

const leastHash = 7
const pickedFrom = /\bcherry[- ]picked from(?: commit)? ([0-9a-f]{7,64})\b/gi
const takenBack = /\bThis reverts commit ([0-9a-f]{7,64})\b/gi

/**
 * The commits of a repository that say that they carry a change: `cherry picked from commit …`, the pull request in their first line
 * (as a squashed merge writes it), or that they fix the issue. Of a commit that only names them somewhere nothing is known.
 */
export function carriedBy(
  commits: readonly (TellingCommit & Partial<RepositoryName>)[],
  change: CarriedChange,
  home: RepositoryName,
): Carried[] {
  const own = commits.filter(({ owner = home.owner, repo = home.repo }) => isSameRepository({ owner, repo }, home))
  return own
    .filter(({ sha }) => sha !== change.commit && !isTakenBack(sha, own))
    .filter(({ message }) => carries(message, change, home))
    .map(({ sha, committedAt }) => ({ commit: sha, at: committedAt === '' ? null : committedAt }))
}

function carries(message: string, { threads, commit }: CarriedChange, home: RepositoryName): boolean {
  if (/^Revert\b/.test(message)) return false
  if (commit !== null && [...message.matchAll(pickedFrom)].some(([, hash = '']) => isSameHash(hash, commit)))
    return true
  const [first = ''] = message.split('\n', 1)
  return threads.some(
    (thread) =>
      mentionsIn(first, home).some((mention) => isSameThread(mention, thread)) ||
      ['cures', 'backports'].includes(claimIn([message], thread, home) ?? ''),
  )
}

/** Whether one of some commits says that it reverts another one. */
export function isTakenBack(sha: string, commits: readonly TellingCommit[]): boolean {
  return commits.some(({ message }) => [...message.matchAll(takenBack)].some(([, hash = '']) => isSameHash(hash, sha)))
}

function isSameHash(short: string, whole: string): boolean {
  return short.length >= leastHash && whole.startsWith(short.toLowerCase())
}
