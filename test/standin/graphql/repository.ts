import { GraphQLError } from 'graphql'
import { look } from '../forward.ts'
import { listTree, objectType, readBlob, readCommit, resolveCommit, resolveRevision } from '../git/objects.ts'
import { askGit } from '../git/run-git.ts'
import { at, type Json, listAt, numberAt, textAt } from '../json.ts'
import { comparisonWord } from '../routes/commits.ts'
import { keyOf } from '../threads/thread-links.ts'
import type { Call, Repository, Role, World } from '../types.ts'
import { connection, type Page } from './connection.ts'
import { listHistory } from './history.ts'
import { makeIssue, makeLabel, makePull } from './issue.ts'
import { makeThread } from './thread.ts'

export interface View {
  readonly world: World
  readonly call: Call
}

/** A repository by its REST description and its git repository. */
export function makeRepository(view: View, repository: Repository, described: Json, role: Role) {
  const { world } = view
  const [owner = '', name = ''] = repository.fullName.split('/')
  const api = `/repos/${repository.fullName}`
  const ownerKind = world.organizations.has(owner.toLowerCase()) ? 'Organization' : 'User'
  return {
    __typename: 'Repository',
    id: textAt(described, 'node_id'),
    databaseId: repository.id,
    name,
    nameWithOwner: repository.fullName,
    owner: { __typename: ownerKind, login: owner, id: `O_${owner}`, url: `${world.url}/${owner}` },
    url: `${world.url}/${repository.fullName}`,
    description: textAt(described, 'description') || null,
    isPrivate: repository.isPrivate,
    visibility: repository.isPrivate ? 'PRIVATE' : 'PUBLIC',
    isArchived: repository.isArchived,
    isFork: repository.parent !== null,
    hasIssuesEnabled: at(described, 'has_issues') !== false,
    // Who administers nothing there is not known to see a limit.
    interactionAbility: null,
    stargazerCount: numberAt(described, 'stargazers_count'),
    viewerPermission: role === 'none' ? null : role.toUpperCase(),
    parent: () => (repository.parent ? parentOf(view, repository.parent) : null),
    defaultBranchRef: () => makeRef(repository, `refs/heads/${repository.defaultBranch}`),
    ref: ({ qualifiedName }: { qualifiedName: string }) => findRef(repository, qualifiedName),
    refs: ({ refPrefix, orderBy, ...page }: RefsQuery) => listRefNodes(repository, refPrefix, orderBy ?? null, page),
    object: async ({ expression, oid }: { expression?: string; oid?: string }) =>
      withHistory(world, repository, await makeObject(repository, expression ?? oid ?? '')),
    issue: ({ number }: { number: number }) => storedThread(view, repository, number) ?? findIssue(view, api, number),
    pullRequest: ({ number }: { number: number }) =>
      storedThread(view, repository, number) ?? findPull(view, api, number),
    issueOrPullRequest: async ({ number }: { number: number }) =>
      storedThread(view, repository, number) ??
      (await pullOrNothing(view, api, number)) ??
      findIssue(view, api, number),
    issues: async ({ states, ...page }: Page & { states?: readonly string[] }) => {
      const issues = listAt(await look(world, `${api}/issues?state=all&per_page=100`)).map((issue) =>
        makeIssue(view, issue),
      )
      return connection(
        issues.filter(({ state }) => !states || states.includes(state)),
        page,
      )
    },
    labels: async (page: Page) =>
      connection(listAt(await look(world, `${api}/labels?per_page=100`)).map(makeLabel), page),
  }
}

function storedThread({ world }: View, { fullName }: Repository, number: number) {
  const thread = world.threads.get(keyOf({ repository: fullName, number }))
  return thread && makeThread(world, thread)
}

async function parentOf(view: View, fullName: string) {
  const parent = view.world.repositories.get(fullName.toLowerCase())
  return parent ? makeRepository(view, parent, (await look(view.world, `/repos/${fullName}`)) ?? null, 'read') : null
}

async function findIssue(view: View, api: string, number: number) {
  const issue = await look(view.world, `${api}/issues/${number}`)
  if (issue) return makeIssue(view, issue)
  const message = `Could not resolve to an Issue with the number of ${number}.`
  throw new GraphQLError(message, { extensions: { type: 'NOT_FOUND' } })
}

async function findPull(view: View, api: string, number: number) {
  const pull = await pullOrNothing(view, api, number)
  if (pull) return pull
  const message = `Could not resolve to a PullRequest with the number of ${number}.`
  throw new GraphQLError(message, { extensions: { type: 'NOT_FOUND' } })
}

async function pullOrNothing(view: View, api: string, number: number) {
  const pull = await look(view.world, `${api}/pulls/${number}`)
  return pull ? makePull(view, pull) : undefined
}

async function findRef(repository: Repository, name: string) {
  const candidates = name.startsWith('refs/') ? [name] : [`refs/heads/${name}`, `refs/tags/${name}`]
  for (const candidate of candidates) {
    const ref = await makeRef(repository, candidate)
    if (ref) return ref
  }
  return null
}

async function makeRef(repository: Repository, full: string) {
  const sha = await resolveRevision(repository.directory, full)
  return sha ? describeRef(repository, full, sha) : null
}

function describeRef(repository: Repository, full: string, sha: string) {
  const { directory } = repository
  const place = full.lastIndexOf('/') + 1
  const prefix = /^refs\/(heads|tags)\//.exec(full)?.[0] ?? full.slice(0, place)
  return {
    id: `REF_${full}`,
    name: full.slice(prefix.length),
    prefix,
    target: () => makeObject(repository, sha),
    compare: async ({ headRef }: { headRef: string }) => {
      const head = await resolveCommit(directory, headRef)
      const counts = head && (await askGit(directory, ['rev-list', '--left-right', '--count', `${full}...${head}`]))
      if (!counts) return null
      const [behindBy = 0, aheadBy = 0] = counts.split('\t').map(Number)
      return { aheadBy, behindBy, status: comparisonWord(aheadBy, behindBy).toUpperCase() }
    },
  }
}

interface RefsQuery extends Page {
  readonly refPrefix: string
  readonly orderBy?: { readonly field: string; readonly direction: string } | null
}

async function listRefNodes(repository: Repository, prefix: string, orderBy: RefsQuery['orderBy'], page: Page) {
  const field = orderBy?.field === 'TAG_COMMIT_DATE' ? 'creatordate' : 'refname'
  const order = `--sort=${orderBy?.direction === 'DESC' ? '-' : ''}${field}`
  const args = ['for-each-ref', '--format=%(refname) %(objectname)', order, prefix.replace(/\/$/, '')]
  const lines = ((await askGit(repository.directory, args)) ?? '').split('\n').filter(Boolean)
  return connection(
    lines.map((line) => {
      const [name = '', sha = ''] = line.split(' ')
      return describeRef(repository, name, sha)
    }),
    page,
  )
}

async function makeObject(repository: Repository, expression: string): Promise<unknown> {
  const { directory } = repository
  const [revision = '', path] = expression.split(/:(.*)/s)
  const commit = (await resolveCommit(directory, revision)) ?? (await resolveRevision(directory, revision))
  const sha = path === undefined || !commit ? commit : await objectAtPath(directory, commit, path)
  const type = sha && (await objectType(directory, sha))
  if (!sha || !type) return null
  const common = { id: `OBJ_${sha}`, oid: sha, abbreviatedOid: sha.slice(0, 7) }
  if (type === 'blob') return { __typename: 'Blob', ...common, ...blobFields(await readBlob(directory, sha)) }
  if (type === 'tree') return { __typename: 'Tree', ...common, entries: () => treeEntries(repository, sha) }
  if (type === 'tag') return { __typename: 'Tag', ...common, target: () => makeObject(repository, `${sha}`) }
  return makeCommit(repository, sha)
}

function withHistory(world: World, repository: Repository, object: unknown) {
  const { __typename: kind, oid } = (object ?? {}) as { __typename?: string; oid?: string }
  if (kind !== 'Commit' || oid === undefined) return object
  return { ...(object as object), history: (query: Page) => listHistory(world, repository, oid, query) }
}

/** A commit as GraphQL shows it. */
export async function makeCommit(repository: Repository, sha: string) {
  const facts = await readCommit(repository.directory, sha)
  const [owner = '', name = ''] = repository.fullName.split('/')
  return {
    __typename: 'Commit',
    repository: { name, nameWithOwner: repository.fullName, owner: { __typename: 'Organization', login: owner } },
    id: `OBJ_${sha}`,
    oid: sha,
    abbreviatedOid: sha.slice(0, 7),
    message: facts.message,
    committedDate: facts.committer.date,
    authoredDate: facts.author.date,
    tree: () => makeObject(repository, facts.tree),
  }
}

function objectAtPath(directory: string, commit: string, path: string) {
  return path === '' ? resolveRevision(directory, commit, 'tree') : resolveRevision(directory, `${commit}:${path}`)
}

function blobFields(bytes: Buffer) {
  const isBinary = bytes.subarray(0, 8000).includes(0)
  return { byteSize: bytes.length, isBinary, isTruncated: false, text: isBinary ? null : bytes.toString('utf8') }
}

async function treeEntries(repository: Repository, sha: string) {
  const entries = await listTree(repository.directory, sha, false)
  return entries.map((entry) => ({
    name: entry.path,
    path: entry.path,
    type: entry.type,
    oid: entry.sha,
    mode: Number.parseInt(entry.mode, 8),
    size: entry.size ?? 0,
    object: () => makeObject(repository, entry.sha),
  }))
}
