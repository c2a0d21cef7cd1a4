import { look } from '../forward.ts'
import { at, isObject, type Json, listAt, numberAt, textAt } from '../json.ts'
import { polish } from '../polish.ts'
import type { Call, World } from '../types.ts'
import { connection, type Page } from './connection.ts'
import { makeCommit } from './repository.ts'

interface View {
  readonly world: World
  readonly call: Call
}

/** An issue by its REST description. */
export function makeIssue(view: View, raw: Json) {
  const value = polish(view.world, raw, view.call.actor)
  const reason = textAt(value, 'state_reason')
  return {
    __typename: 'Issue',
    ...makeText(view, value),
    ...makeThread(view, value),
    closedByPullRequestsReferences: (page: Page) => connection([], page),
    stateReason: reason === '' ? null : reason.toUpperCase(),
    state: textAt(value, 'state').toUpperCase(),
  }
}

/** A pull request by its REST description. */
export function makePull(view: View, raw: Json) {
  const value = polish(view.world, raw, view.call.actor)
  const isMerged = at(value, 'merged') === true || typeof at(value, 'merged_at') === 'string'
  return {
    __typename: 'PullRequest',
    ...makeText(view, value),
    ...makeThread(view, value),
    state: isMerged ? 'MERGED' : textAt(value, 'state').toUpperCase(),
    merged: isMerged,
    mergedAt: at(value, 'merged_at') ?? null,
    isDraft: at(value, 'draft') === true,
    mergeCommit: () => (isMerged ? mergeCommitOf(view, value) : null),
    closingIssuesReferences: (page: Page) => connection([], page),
    headRefName: textAt(value, 'head', 'ref'),
    baseRefName: textAt(value, 'base', 'ref'),
  }
}

/** What issues, pull requests and comments share. */
function makeText({ world }: View, value: Json) {
  const login = textAt(value, 'user', 'login')
  return {
    id: textAt(value, 'node_id'),
    databaseId: numberAt(value, 'id'),
    fullDatabaseId: String(numberAt(value, 'id')),
    url: textAt(value, 'html_url'),
    body: textAt(value, 'body'),
    bodyText: textAt(value, 'body'),
    createdAt: textAt(value, 'created_at'),
    updatedAt: textAt(value, 'updated_at'),
    authorAssociation: textAt(value, 'author_association') || 'NONE',
    author: {
      __typename: textAt(value, 'user', 'type') || 'User',
      // GraphQL names a bot without the ending that REST gives it.
      login: login.replace(/\[bot\]$/, ''),
      url: `${world.url}/${login}`,
    },
  }
}

function makeThread(view: View, value: Json) {
  const path = new URL(textAt(value, 'url')).pathname.replace('/pulls/', '/issues/')
  return {
    number: numberAt(value, 'number'),
    title: textAt(value, 'title'),
    locked: at(value, 'locked') === true,
    closed: textAt(value, 'state') === 'closed',
    closedAt: at(value, 'closed_at') ?? null,
    repository: repositoryOf(value),
    reactions: () => ({ totalCount: numberAt(value, 'reactions', 'total_count') }),
    // emulate keeps no history.
    timelineItems: (page: Page) => connection([], page),
    labels: (page: Page) => connection(listAt(value, 'labels').map(makeLabel), page),
    assignees: (page: Page) =>
      connection(
        listAt(value, 'assignees').map((user) => ({ login: textAt(user, 'login') })),
        page,
      ),
    comments: async (page: Page) => {
      const comments = listAt(await look(view.world, `${path}/comments?per_page=100`))
      const polished = comments.filter(isObject).map((comment) => polish(view.world, comment, view.call.actor))
      return connection(
        polished.map((comment) => ({ __typename: 'IssueComment', ...makeText(view, comment) })),
        page,
      )
    },
  }
}

export function makeLabel(label: Json) {
  return {
    id: textAt(label, 'node_id'),
    name: textAt(label, 'name'),
    color: textAt(label, 'color'),
    description: at(label, 'description') ?? null,
  }
}

/** The repository that an issue's address names. */
function repositoryOf(value: Json) {
  const [, owner = '', name = ''] = /\/repos\/([^/]+)\/([^/]+)\//.exec(textAt(value, 'url')) ?? []
  return { name, nameWithOwner: `${owner}/${name}`, owner: { __typename: 'Organization', login: owner } }
}

async function mergeCommitOf({ world }: View, value: Json) {
  const repository = world.repositories.get(repositoryOf(value).nameWithOwner.toLowerCase())
  const sha = textAt(value, 'merge_commit_sha')
  return repository && sha !== '' ? makeCommit(repository, sha) : null
}
