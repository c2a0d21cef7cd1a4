import { covers } from './access.ts'
import { look } from './forward.ts'
import { type Json, type JsonObject, numberAt, textAt } from './json.ts'
import type { World } from './types.ts'

export interface IssueReference {
  readonly repository: string
  readonly number: number
}

/** A person at work in the browser; every step goes through the API with their token, and makes its events. */
export interface Person {
  readonly openIssue: (issue: {
    readonly repository: string
    readonly title: string
    readonly body?: string
    readonly labels?: readonly string[]
    /** By an issue form, whose labels stick whoever fills it in. */
    readonly form?: boolean
  }) => Promise<IssueReference>
  readonly editIssue: (
    issue: IssueReference,
    change: { readonly title?: string; readonly body?: string },
  ) => Promise<void>
  readonly label: (issue: IssueReference, name: string) => Promise<void>
  readonly unlabel: (issue: IssueReference, name: string) => Promise<void>
  readonly closeIssue: (issue: IssueReference) => Promise<void>
  readonly reopenIssue: (issue: IssueReference) => Promise<void>
  readonly lockIssue: (issue: IssueReference) => Promise<void>
  readonly unlockIssue: (issue: IssueReference) => Promise<void>
  readonly deleteIssue: (issue: IssueReference) => Promise<void>
  /** Moves the issue; its comments stay behind. */
  readonly transferIssue: (issue: IssueReference, repository: string) => Promise<IssueReference>
  /** @returns the comment's id. */
  readonly comment: (issue: IssueReference, body: string) => Promise<number>
  readonly editComment: (repository: string, id: number, body: string) => Promise<void>
  readonly deleteComment: (repository: string, id: number) => Promise<void>
  /** Any request; throws when the answer is an error. */
  readonly request: (
    method: string,
    path: string,
    body?: Json,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Json | undefined>
}

/** @throws Error when there is no such user. */
export function makePerson(world: World, login: string): Person {
  const user = world.users.get(login.toLowerCase())
  if (!user) throw new Error(`stand-in: no user ${login}; users are ${[...world.users.keys()].join(', ')}`)
  const request: Person['request'] = async (method, path, body, headers = {}) => {
    const response = await fetch(`${world.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${user.token}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`stand-in: ${login}: ${method} ${path}: ${response.status} ${text}`)
    return text === '' ? undefined : (JSON.parse(text) as Json)
  }
  const pathOf = ({ repository, number }: IssueReference) => `/repos/${repository}/issues/${number}`
  const run = async (method: string, path: string, body?: Json) => {
    await request(method, path, body)
  }
  return {
    request,
    openIssue: async ({ repository, form, title, body, labels }) => {
      const fields = { title, ...(body === undefined ? {} : { body }), ...(labels ? { labels: [...labels] } : {}) }
      const issue = await request(
        'POST',
        `/repos/${repository}/issues`,
        fields,
        form ? { 'x-standin-form': 'yes' } : {},
      )
      return { repository, number: numberAt(issue, 'number') }
    },
    editIssue: (issue, change) => run('PATCH', pathOf(issue), { ...change }),
    label: (issue, name) => run('POST', `${pathOf(issue)}/labels`, { labels: [name] }),
    unlabel: (issue, name) => run('DELETE', `${pathOf(issue)}/labels/${encodeURIComponent(name)}`),
    closeIssue: (issue) => run('PATCH', pathOf(issue), { state: 'closed' }),
    reopenIssue: (issue) => run('PATCH', pathOf(issue), { state: 'open' }),
    lockIssue: (issue) => run('PUT', `${pathOf(issue)}/lock`, { lock_reason: 'resolved' }),
    unlockIssue: (issue) => run('DELETE', `${pathOf(issue)}/lock`),
    deleteIssue: (issue) => removeIssue(world, login, issue),
    transferIssue: (issue, repository) => transferIssue(world, login, issue, repository),
    comment: async (issue, body) => numberAt(await request('POST', `${pathOf(issue)}/comments`, { body }), 'id'),
    editComment: (repository, id, body) => run('PATCH', `/repos/${repository}/issues/comments/${id}`, { body }),
    deleteComment: (repository, id) => run('DELETE', `/repos/${repository}/issues/comments/${id}`),
  }
}

const keyOf = ({ repository, number }: IssueReference) => `${repository}#${number}`.toLowerCase()

async function removeIssue(world: World, login: string, issue: IssueReference): Promise<void> {
  const payload = await describeEvent(world, login, issue, 'deleted')
  world.gone.set(keyOf(issue), 'deleted')
  announce(world, payload)
}

async function transferIssue(
  world: World,
  login: string,
  issue: IssueReference,
  repository: string,
): Promise<IssueReference> {
  const payload = await describeEvent(world, login, issue, 'transferred')
  const { title, body, user } = payload.issue as JsonObject
  const as = { kind: 'user' as const, login: textAt(user, 'login') }
  const made = await world.emulator.ask(as, 'POST', `/repos/${repository}/issues`, {
    title: title ?? '',
    body: body ?? '',
  })
  const moved = { repository, number: numberAt(made.json, 'number') }
  world.gone.set(keyOf(issue), moved)
  const target = (await look(world, `/repos/${repository}`)) ?? null
  announce(world, { ...payload, changes: { new_issue: made.json ?? null, new_repository: target } })
  return moved
}

async function describeEvent(world: World, login: string, issue: IssueReference, action: string): Promise<JsonObject> {
  const described = await look(world, `/repos/${issue.repository}/issues/${issue.number}`)
  if (described === undefined) throw new Error(`stand-in: no issue ${keyOf(issue)}`)
  return {
    action,
    issue: described,
    repository: (await look(world, `/repos/${issue.repository}`)) ?? null,
    sender: (await look(world, `/users/${login}`)) ?? null,
  }
}

/** An event that emulate knows nothing of, for the installation that covers the repository. */
function announce(world: World, payload: JsonObject): void {
  const repository = world.repositories.get(textAt(payload.repository, 'full_name').toLowerCase())
  const installation = world.app?.installations.find((candidate) => repository && covers(candidate, repository))
  if (!installation || !world.app?.events.includes('issues')) return
  world.deliver('issues', { ...payload, installation: { id: installation.id, node_id: '' } })
}
