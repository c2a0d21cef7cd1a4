import type { RepositoryIssueOrPullRequestArgs, RepositoryOwner } from '@octokit/graphql-schema'
import { z } from 'zod'
import { askGraphql, type GraphqlAnswer } from './ask-graphql.ts'
import { type Thread, threadFields, threadNode } from './graphql/thread-fields.ts'
import type { GitHub, IssueName } from './types.ts'

const subject = '{ ...IssueFields ...PullFields }'

/** Checked against GitHub's published schema in the tests. */
export const readThreadDocument = `query ReadThread($owner: String!, $repo: String!, $number: Int!) {
  repository(owner: $owner, name: $repo) {
    issueOrPullRequest(number: $number) {
      __typename
      ...IssueFields
      ...PullFields
      ... on Issue {
        closedByPullRequestsReferences(first: 10, includeClosedPrs: true) { nodes { ...PullFields } }
        timelineItems(last: 60, itemTypes: [CLOSED_EVENT, CONNECTED_EVENT, CROSS_REFERENCED_EVENT, MARKED_AS_DUPLICATE_EVENT, REFERENCED_EVENT]) {
          nodes { ...Events }
        }
      }
      ... on PullRequest {
        closingIssuesReferences(first: 10) { nodes { ...IssueFields } }
        timelineItems(last: 60, itemTypes: [CONNECTED_EVENT, CROSS_REFERENCED_EVENT, REFERENCED_EVENT]) { nodes { ...Events } }
      }
    }
  }
}
fragment Events on Node {
  __typename
  ... on ClosedEvent { closer { __typename ...PullFields ...CommitFields } }
  ... on ConnectedEvent { subject ${subject} }
  ... on CrossReferencedEvent { willCloseTarget source ${subject} }
  ... on MarkedAsDuplicateEvent { canonical ${subject} }
  ... on ReferencedEvent { commit { ...CommitFields } }
}
fragment CommitFields on Commit { __typename oid message committedDate repository { name owner { login } } }${threadFields}`

const seen = threadNode.nullable().catch(null)
const commit = z
  .object({
    __typename: z.literal('Commit'),
    oid: z.string().regex(/^[0-9a-f]{40,64}$/),
    message: z.string().transform((whole) => whole.slice(0, 16_384)),
    committedDate: z.iso.datetime({ offset: true }),
    repository: z.object({ name: z.string(), owner: z.object({ login: z.string() }) }),
  })
  .transform(({ oid, message, committedDate, repository }) => ({
    owner: repository.owner.login,
    repo: repository.name,
    sha: oid,
    message,
    committedAt: committedDate,
  }))
const event = z.union([
  z.object({ __typename: z.literal('ClosedEvent'), closer: z.union([threadNode, commit]).nullable().catch(null) }),
  z.object({ __typename: z.literal('ReferencedEvent'), commit: commit.nullable().catch(null) }),
  z.object({ __typename: z.literal('ConnectedEvent'), subject: seen }),
  z.object({ __typename: z.literal('CrossReferencedEvent'), willCloseTarget: z.boolean(), source: seen }),
  z.object({ __typename: z.literal('MarkedAsDuplicateEvent'), canonical: seen }),
])
const list = <Node extends z.ZodType>(node: Node) =>
  z
    .object({ nodes: z.array(node.nullable().catch(null)).nullable() })
    .nullish()
    .transform((found) => (found?.nodes ?? []).filter((one) => one !== null))

const links = z.object({
  closedByPullRequestsReferences: list(threadNode),
  closingIssuesReferences: list(threadNode),
  timelineItems: list(event),
})
const answer = z.object({
  repository: z.object({ issueOrPullRequest: threadNode.and(links).nullable() }).nullable(),
})

/** How a thread is tied to another one, the firmest first. */
export type Tie = 'closed-by' | 'will-close' | 'connected' | 'duplicate-of' | 'closes' | 'mentioned-by'

/** A commit on any branch of any repository whose message names a thread. */
export interface LinkedCommit {
  readonly owner: string
  readonly repo: string
  readonly sha: string
  /** Foreign text. */
  readonly message: string
  /** ISO time. */
  readonly committedAt: string
  /** Whether GitHub closed the thread by it. */
  readonly closes: boolean
}

/** A thread with those that it is tied to. */
export interface LinkedThread {
  readonly thread: Thread
  /** Each once, by its firmest tie. */
  readonly linked: readonly { readonly thread: Thread; readonly tie: Tie }[]
  /** Each once, in the order of time. */
  readonly commits: readonly LinkedCommit[]
}

/** An issue or a pull request with what refers to it; null data where there is no such thing. */
export async function readThread(github: GitHub, name: IssueName): Promise<GraphqlAnswer<LinkedThread | null>> {
  const variables: RepositoryIssueOrPullRequestArgs & { owner: RepositoryOwner['login']; repo: string } = {
    owner: name.owner,
    repo: name.repo,
    number: name.issue,
  }
  const { data, problems } = await askGraphql(github, readThreadDocument, { ...variables }, answer)
  const found = data.repository?.issueOrPullRequest ?? null
  if (found === null) return { data: null, problems }
  const { closedByPullRequestsReferences, closingIssuesReferences, timelineItems, ...thread } = found
  const ties: { thread: Thread; tie: Tie }[] = [
    ...closedByPullRequestsReferences.map((pull) => ({ thread: pull, tie: 'closed-by' as const })),
    ...closingIssuesReferences.map((issue) => ({ thread: issue, tie: 'closes' as const })),
    ...timelineItems.flatMap(tieOf),
  ]
  return { data: { thread, linked: firmest(ties, thread), commits: commitsOf(timelineItems) }, problems }
}

function tieOf(item: z.output<typeof event>): { thread: Thread; tie: Tie }[] {
  const tied = (thread: Thread | null, tie: Tie) => (thread === null ? [] : [{ thread, tie }])
  switch (item.__typename) {
    case 'ClosedEvent':
      return tied(item.closer !== null && 'kind' in item.closer ? item.closer : null, 'closed-by')
    case 'ReferencedEvent':
      return []
    case 'ConnectedEvent':
      return tied(item.subject, 'connected')
    case 'CrossReferencedEvent':
      return tied(item.source, item.willCloseTarget ? 'will-close' : 'mentioned-by')
    case 'MarkedAsDuplicateEvent':
      return tied(item.canonical, 'duplicate-of')
  }
}

function commitsOf(items: readonly z.output<typeof event>[]): LinkedCommit[] {
  const bySha = new Map<string, LinkedCommit>()
  const add = (found: z.output<typeof commit>, closes: boolean): void => {
    bySha.set(found.sha, { ...found, closes: closes || bySha.get(found.sha)?.closes === true })
  }
  for (const item of items) {
    if (item.__typename === 'ReferencedEvent' && item.commit !== null) add(item.commit, false)
    if (item.__typename === 'ClosedEvent' && item.closer !== null && 'sha' in item.closer) add(item.closer, true)
  }
  return [...bySha.values()].sort((a, b) => (a.committedAt < b.committedAt ? -1 : 1))
}

const firmness: readonly Tie[] = ['closed-by', 'will-close', 'connected', 'duplicate-of', 'closes', 'mentioned-by']

function firmest(ties: readonly { thread: Thread; tie: Tie }[], self: Thread) {
  const byUrl = new Map<string, { thread: Thread; tie: Tie }>()
  const inOrder = [...ties].sort((a, b) => firmness.indexOf(a.tie) - firmness.indexOf(b.tie))
  for (const tied of inOrder) {
    if (tied.thread.url !== self.url && !byUrl.has(tied.thread.url)) byUrl.set(tied.thread.url, tied)
  }
  return [...byUrl.values()]
}
