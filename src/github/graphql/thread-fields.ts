// What is read of an issue or a pull request, whether it was searched for, asked for by number or referred to by another one.

import { z } from 'zod'

/** One GraphQL fragment for each kind. The states are of two types, which may not bear one name in one answer. */
export const threadFields = `
fragment IssueFields on Issue {
  __typename number title url body locked createdAt closedAt issueState: state stateReason
  repository { name owner { login } }
  labels(first: 20) { nodes { name } }
  reactions { totalCount }
  comments(first: 20) { nodes { body } }
}
fragment PullFields on PullRequest {
  __typename number title url body locked createdAt closedAt pullState: state isDraft mergedAt
  repository { name owner { login } }
  labels(first: 20) { nodes { name } }
  reactions { totalCount }
  mergeCommit { oid }
}`

/** A page of a comment thread holds 65,536 characters; of a body no more than that is kept. */
const text = z.string().transform((whole) => whole.slice(0, 65_536))
const time = z.iso.datetime({ offset: true })
const nodes = <Node extends z.ZodType>(node: Node) =>
  // What one may not see, or what failed, is null.
  z
    .object({ nodes: z.array(node.nullable().catch(null)).nullable() })
    .nullish()
    .transform((list) => (list?.nodes ?? []).filter((one) => one !== null))

const shared = {
  number: z.int().positive(),
  title: z.string().max(1024),
  url: z.url({ protocol: /^https?$/ }),
  body: text,
  locked: z.boolean(),
  createdAt: time,
  closedAt: time.nullish().transform((at) => at ?? null),
  repository: z.object({ name: z.string(), owner: z.object({ login: z.string() }) }),
  labels: nodes(z.object({ name: z.string() })),
  reactions: z.object({ totalCount: z.number() }).nullish(),
}

const issue = z.object({
  ...shared,
  __typename: z.literal('Issue'),
  issueState: z.enum(['OPEN', 'CLOSED']),
  stateReason: z.string().nullish(),
  comments: nodes(z.object({ body: text })),
  // Only a search asks for these.
  closedByPullRequestsReferences: nodes(z.object({ merged: z.boolean() })),
})

const pull = z.object({
  ...shared,
  __typename: z.literal('PullRequest'),
  pullState: z.enum(['OPEN', 'CLOSED', 'MERGED']),
  isDraft: z.boolean(),
  mergedAt: time.nullish().transform((at) => at ?? null),
  mergeCommit: z
    .object({ oid: z.string() })
    .nullish()
    .transform((commit) => commit?.oid ?? null),
})

export const threadNode = z.discriminatedUnion('__typename', [issue, pull]).transform(toThread)

/** An issue or a pull request. */
export interface Thread {
  readonly kind: 'issue' | 'pull-request'
  readonly owner: string
  readonly repo: string
  readonly number: number
  readonly url: string
  /** Title, body, labels and comments are foreign text. */
  readonly title: string
  readonly body: string
  readonly labels: readonly string[]
  /** The first comments of an issue. */
  readonly comments: readonly string[]
  readonly state: 'open' | 'closed' | 'not-planned' | 'duplicate' | 'draft' | 'merged'
  readonly locked: boolean
  /** ISO times. */
  readonly openedAt: string
  readonly closedAt: string | null
  readonly mergedAt: string | null
  /** The commit on the base branch that a merged pull request became. */
  readonly mergeCommit: string | null
  readonly reactions: number
  /** Whether a search told that a merged pull request closed the issue. */
  readonly hasMergedPull: boolean
}

function toThread(node: z.output<typeof issue> | z.output<typeof pull>): Thread {
  const isPull = node.__typename === 'PullRequest'
  return {
    kind: isPull ? 'pull-request' : 'issue',
    owner: node.repository.owner.login,
    repo: node.repository.name,
    number: node.number,
    url: node.url,
    title: node.title,
    body: node.body,
    labels: node.labels.map(({ name }) => name),
    comments: isPull ? [] : node.comments.map(({ body }) => body),
    state: isPull ? stateOfPull(node) : stateOfIssue(node),
    locked: node.locked,
    openedAt: node.createdAt,
    closedAt: node.closedAt,
    mergedAt: isPull ? node.mergedAt : null,
    mergeCommit: isPull ? node.mergeCommit : null,
    reactions: node.reactions?.totalCount ?? 0,
    hasMergedPull: !isPull && node.closedByPullRequestsReferences.some(({ merged }) => merged),
  }
}

function stateOfIssue({ issueState: state, stateReason }: z.output<typeof issue>): Thread['state'] {
  if (state === 'OPEN') return 'open'
  if (stateReason === 'NOT_PLANNED') return 'not-planned'
  return stateReason === 'DUPLICATE' ? 'duplicate' : 'closed'
}

function stateOfPull({ pullState: state, isDraft }: z.output<typeof pull>): Thread['state'] {
  if (state === 'MERGED') return 'merged'
  if (state === 'CLOSED') return 'closed'
  return isDraft ? 'draft' : 'open'
}
