import { type IssueName, type LinkedThread, readThread, type Thread } from '../../github/index.ts'
import type { Enquiry } from '../enquiry.ts'
import { isSameRepository } from '../same-repository.ts'
import { type Carried, carriedBy, isTakenBack } from './carried-by.ts'
import { curingCommits } from './curing-commits.ts'
import { claimOf, curedBy } from './says-it-cures.ts'

/** A change that cures a trouble, with those that carry it to other branches. */
export interface Change {
  readonly owner: string
  readonly repo: string
  readonly url: string
  /** As people write it: `rustls/rustls#1950`, `golang/net@0a5dcdd`. */
  readonly name: string
  readonly state: 'open' | 'draft' | 'merged'
  /** What it became on its base branch. */
  readonly commit: string | null
  /** ISO time from which on it was there. */
  readonly mergedAt: string | null
  /** Null where a commit came without a pull request. */
  readonly pull: Thread | null
  readonly role: 'fixes' | 'completes'
  readonly backports: readonly Carried[]
  /** How it is known: `closed acme/lib#5`. */
  readonly reason: string
}

const mostChanges = 4
const mostCommentsFollowed = 2

export const nameOf = ({ owner, repo, number }: Thread): IssueName => ({ owner, repo, issue: number })

/**
 * Follows a thread to the changes that cure its trouble: by GitHub's own links, by what pull requests and commits say of it, by what
 * its comments say; and from each on to those that correct or complete it. One that was taken back again is left out.
 */
export async function followChanges(lead: LinkedThread, enquiry: Enquiry): Promise<Change[]> {
  const waiting = (await firstPulls(lead, enquiry)).slice(0, mostChanges)
  // Some projects take a pull request in as a commit, and close it.
  const commits = waiting.some(({ pull }) => pull.state === 'merged') ? [] : curingCommits(lead)
  if (commits.length > 0) return commits
  const changes: Change[] = []
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { pull, role, reason } = next
    if (changes.some((change) => change.url === pull.url)) continue
    const answer = pull.state === 'merged' ? await readLinked(nameOf(pull), enquiry) : null
    const later = answer === null ? [] : laterPulls(pull, answer)
    const commits = [...(answer?.commits ?? []), ...lead.commits]
    const isReverted = later.some(({ thread, claim }) => claim === 'reverts' && thread.state === 'merged')
    if (isReverted || (pull.mergeCommit !== null && isTakenBack(pull.mergeCommit, commits))) {
      enquiry.note(`${short(pull)} was taken back again, and does not count as a fix.`)
      continue
    }
    const backports = later.filter(({ claim }) => claim === 'backports').flatMap(({ thread }) => asCarried(thread))
    const carried = carriedBy(commits, { threads: [nameOf(pull), nameOf(lead.thread)], commit: pull.mergeCommit }, pull)
    changes.push({ ...asChange(pull), role, reason, backports: [...backports, ...carried] })
    for (const { thread, claim } of later) {
      if (claim !== 'cures' || changes.length + waiting.length >= mostChanges) continue
      waiting.push({ pull: thread, role: 'completes', reason: `says that it corrects ${short(pull)}` })
    }
  }
  return changes
}

interface FirstPull {
  readonly pull: Thread
  readonly role: Change['role']
  readonly reason: string
}

function asChange(pull: Thread): Omit<Change, 'role' | 'reason' | 'backports'> {
  const { owner, repo, url, mergedAt } = pull
  const state = pull.state === 'merged' || pull.state === 'draft' ? pull.state : 'open'
  return { owner, repo, url, name: short(pull), state, commit: pull.mergeCommit, mergedAt, pull }
}

function asCarried({ mergeCommit, mergedAt }: Thread): Carried[] {
  return mergeCommit === null ? [] : [{ commit: mergeCommit, at: mergedAt }]
}

async function firstPulls({ thread, linked }: LinkedThread, enquiry: Enquiry): Promise<FirstPull[]> {
  if (thread.kind === 'pull-request') return [{ pull: thread, role: 'fixes', reason: 'is a change itself' }]
  const name = nameOf(thread)
  const found = linked.flatMap(({ thread: pull, tie }): FirstPull[] => {
    if (pull.kind !== 'pull-request' || pull.state === 'closed') return []
    const claim = claimOf(pull, name)
    if (claim === 'reverts') return []
    if (tie === 'closed-by') return [{ pull, role: 'fixes', reason: `closed ${short(thread)}` }]
    if (tie === 'will-close' || tie === 'connected')
      return [{ pull, role: 'fixes', reason: `is linked to ${short(thread)} as its fix` }]
    return claim === 'cures' ? [{ pull, role: 'fixes', reason: `says that it fixes ${short(thread)}` }] : []
  })
  const known = found.length > 0 ? found : await namedInComments(thread, enquiry)
  // The first one is the cure that all others build upon.
  return [...known].sort((a, b) => (a.pull.openedAt < b.pull.openedAt ? -1 : 1))
}

/** `Fixed by #12`, written in a comment, where GitHub itself knows no link. */
async function namedInComments(thread: Thread, enquiry: Enquiry): Promise<FirstPull[]> {
  const names = [...thread.comments].reverse().flatMap((comment) => curedBy(comment, thread))
  const found: FirstPull[] = []
  for (const name of names.slice(0, mostCommentsFollowed)) {
    const answer = await readLinked(name, enquiry)
    const pull = answer?.thread
    if (pull?.kind === 'pull-request' && pull.state !== 'closed')
      found.push({ pull, role: 'fixes', reason: `a comment on ${short(thread)} names it as the fix` })
  }
  return found
}

/** The later pull requests of the same repository that say that they correct, carry over or take back this one. */
function laterPulls(pull: Thread, { linked }: LinkedThread) {
  return linked.flatMap(({ thread }) => {
    const isLater = thread.kind === 'pull-request' && isSameRepository(thread, pull) && thread.openedAt >= pull.openedAt
    const claim = isLater && thread.state !== 'closed' ? claimOf(thread, nameOf(pull)) : null
    return claim === null ? [] : [{ thread, claim }]
  })
}

/** A thread with all that it is tied to; null where it cannot be had. */
export function readLinked(name: IssueName, enquiry: Enquiry): Promise<LinkedThread | null> {
  const what = `${name.owner}/${name.repo}#${name.issue}`
  return enquiry.once(`thread ${what.toLowerCase()}`, () =>
    enquiry.askGraphql(what, 'point', (github) => readThread(github, name)),
  )
}

/** As people write it: `rustls/rustls#1950`. */
export function short({ owner, repo, number }: Thread): string {
  return `${owner}/${repo}#${number}`
}
