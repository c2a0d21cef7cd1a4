import { resolveCommit } from '../git/objects.ts'
import { commitsNaming, findThread, keyOf, referencesTo } from '../threads/thread-links.ts'
import type { StoredThread } from '../threads/thread-seed.ts'
import type { World } from '../types.ts'
import { connection, type Page } from './connection.ts'
import { makeCommit } from './repository.ts'

/** A stored issue or pull request as GraphQL shows it. */
export function makeThread(world: World, thread: StoredThread) {
  return thread.kind === 'issue' ? makeStoredIssue(world, thread) : makeStoredPull(world, thread)
}

function makeStoredIssue(world: World, thread: StoredThread) {
  return {
    __typename: 'Issue',
    ...shared(world, thread),
    state: thread.state === 'open' ? 'OPEN' : 'CLOSED',
    stateReason: thread.stateReason ?? (thread.state === 'open' ? null : 'COMPLETED'),
    closedByPullRequestsReferences: (page: Page) =>
      connection(
        closersOf(world, thread).map((pull) => makeThread(world, pull)),
        page,
      ),
  }
}

function makeStoredPull(world: World, thread: StoredThread) {
  const isMerged = thread.state === 'merged'
  return {
    __typename: 'PullRequest',
    ...shared(world, thread),
    state: thread.state.toUpperCase(),
    isDraft: thread.draft,
    merged: isMerged,
    mergedAt: isMerged ? thread.closedAt : null,
    mergeCommit: () => (isMerged ? mergeCommitOf(world, thread) : null),
    closingIssuesReferences: (page: Page) =>
      connection(
        [...world.threads.values()]
          .filter((issue) => issue.kind === 'issue' && closersOf(world, issue).includes(thread))
          .map((issue) => makeThread(world, issue)),
        page,
      ),
  }
}

function shared(world: World, thread: StoredThread): Readonly<Record<string, unknown>> {
  const [owner = '', name = ''] = thread.repository.split('/')
  const path = thread.kind === 'issue' ? 'issues' : 'pull'
  return {
    id: `THREAD_${keyOf(thread)}`,
    number: thread.number,
    title: thread.title,
    body: thread.body,
    url: `${world.url}/${thread.repository}/${path}/${thread.number}`,
    locked: thread.locked,
    closed: thread.state !== 'open',
    createdAt: thread.createdAt,
    closedAt: thread.closedAt,
    author: { __typename: 'User', login: thread.author, url: `${world.url}/${thread.author}` },
    repository: { name, nameWithOwner: thread.repository, owner: { __typename: 'Organization', login: owner } },
    reactions: () => ({ totalCount: thread.reactions }),
    labels: (page: Page) =>
      connection(
        thread.labels.map((label) => ({ name: label })),
        page,
      ),
    comments: (page: Page) =>
      connection(
        thread.comments.map(({ author, body }) => ({
          __typename: 'IssueComment',
          body,
          author: { __typename: 'User', login: author },
        })),
        page,
      ),
    timelineItems: ({ itemTypes, ...page }: Page & { itemTypes?: readonly string[] }) =>
      connection(
        eventsOf(world, thread).filter(({ kind }) => !itemTypes || itemTypes.includes(kind)),
        page,
      ),
  }
}

/** What happened to a thread, in GitHub's words for it. */
function eventsOf(world: World, thread: StoredThread) {
  const show = (key: string) => {
    const found = findThread(world, key)
    return found ? makeThread(world, found) : null
  }
  return [
    ...referencesTo(world, thread).map(({ source, willClose }) => ({
      kind: 'CROSS_REFERENCED_EVENT',
      __typename: 'CrossReferencedEvent',
      willCloseTarget: willClose,
      source: () => makeThread(world, source),
    })),
    ...thread.connected.map((key) => ({
      kind: 'CONNECTED_EVENT',
      __typename: 'ConnectedEvent',
      subject: () => show(key),
    })),
    ...(thread.duplicateOf === null
      ? []
      : [
          {
            kind: 'MARKED_AS_DUPLICATE_EVENT',
            __typename: 'MarkedAsDuplicateEvent',
            canonical: () => show(thread.duplicateOf ?? ''),
          },
        ]),
    ...commitsNaming(world, thread).map(({ commit: { repository, sha } }) => ({
      kind: 'REFERENCED_EVENT',
      __typename: 'ReferencedEvent',
      commit: () => makeCommit(repository, sha),
    })),
    ...(thread.state === 'open'
      ? []
      : [
          {
            kind: 'CLOSED_EVENT',
            __typename: 'ClosedEvent',
            closer: () => (thread.closedBy === null ? closingCommit(world, thread) : show(thread.closedBy)),
          },
        ]),
  ]
}

/** The commit that closed an issue, where no pull request did. */
function closingCommit(world: World, thread: StoredThread) {
  if (closersOf(world, thread).length > 0) return null
  const closing = commitsNaming(world, thread).find(({ closes }) => closes)?.commit
  return closing ? makeCommit(closing.repository, closing.sha) : null
}

/** The pull requests that close an issue: those that say so in the same repository, and the one that did. */
function closersOf(world: World, issue: StoredThread): StoredThread[] {
  const closedBy = issue.closedBy === null ? undefined : findThread(world, issue.closedBy)
  const saying = referencesTo(world, issue).filter(
    ({ source, willClose }) => willClose && source.repository === issue.repository,
  )
  return [...new Set([...(closedBy ? [closedBy] : []), ...saying.map(({ source }) => source)])]
}

async function mergeCommitOf(world: World, thread: StoredThread) {
  const repository = world.repositories.get(thread.repository.toLowerCase())
  const revision = thread.mergeCommit ?? world.merges.get(keyOf(thread))
  const sha = repository && revision ? await resolveCommit(repository.directory, revision) : undefined
  return repository && sha ? makeCommit(repository, sha) : null
}
