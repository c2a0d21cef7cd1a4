import { roleOf } from '../access.ts'
import { json, noContent, notFound } from '../answers.ts'
import { forward, look } from '../forward.ts'
import { isObject, type Json, textAt } from '../json.ts'
import { polish } from '../polish.ts'
import { addRepository } from '../repositories.ts'
import type { Answer, Call, Role, Route, World } from '../types.ts'
import { roles } from '../types.ts'
import { describeUser } from './reactions.ts'

/** Repositories come, change and go in emulate; who may do what in them, and their files, are kept here. */
export function repositoryRoutes(world: World): Route[] {
  return [
    {
      method: 'GET',
      pattern: '/repos/:owner/:repo/collaborators/:login/permission',
      handle: (call, { login = '' }) => showPermission(world, call, login),
    },
    {
      method: 'PUT',
      pattern: '/repos/:owner/:repo/collaborators/:login',
      handle: (call, { login = '' }) => addCollaborator(world, call, login),
    },
    {
      method: 'DELETE',
      pattern: '/repos/:owner/:repo/collaborators/:login',
      handle: (call, { login = '' }) => {
        call.repository?.collaborators.delete(login.toLowerCase())
        return forward(world, call, { as: 'keeper' }).then((answer) => (answer.status < 300 ? noContent() : answer))
      },
    },
    { method: 'POST', pattern: '/repos/:owner/:repo/forks', handle: (call) => createFork(world, call) },
    { method: 'POST', pattern: '/user/repos', handle: (call) => createRepository(world, call) },
    { method: 'POST', pattern: '/orgs/:org/repos', handle: (call) => createRepository(world, call) },
    { method: 'GET', pattern: '/repos/:owner/:repo', handle: (call) => showRepository(world, call) },
    { method: 'PATCH', pattern: '/repos/:owner/:repo', handle: (call) => changeRepository(world, call) },
  ]
}

/** GitHub knows only four words here; the finer role has a field of its own. */
async function showPermission(world: World, call: Call, login: string): Promise<Answer> {
  const { repository } = call
  const user = world.users.get(login.toLowerCase())
  if (!repository || !user) return notFound()
  const role = roleOf(world, user.login, repository)
  const coarse = role === 'maintain' ? 'write' : role === 'triage' ? 'read' : role
  return json({
    permission: coarse,
    role_name: role,
    user: { ...(await describeUser(world, call, user.login)), permissions: permissionFlags(role), role_name: role },
  })
}

function permissionFlags(role: Role) {
  const rank = roles.indexOf(role)
  return { pull: rank >= 1, triage: rank >= 2, push: rank >= 3, maintain: rank >= 4, admin: rank >= 5 }
}

const roleWords: Readonly<Record<string, Role>> = {
  pull: 'read',
  push: 'write',
  triage: 'triage',
  maintain: 'maintain',
  admin: 'admin',
}

async function addCollaborator(world: World, call: Call, login: string): Promise<Answer> {
  if (!call.repository || !world.users.has(login.toLowerCase())) return notFound()
  const role = roleWords[textAt(call.json, 'permission') || 'push'] ?? 'write'
  call.repository.collaborators.set(login.toLowerCase(), role)
  const [owner = ''] = call.repository.fullName.split('/')
  const as = world.organizations.has(owner.toLowerCase()) ? 'keeper' : { kind: 'user' as const, login: owner }
  const answer = await forward(world, call, { as })
  return answer.status < 300 ? noContent() : answer
}

/** Of a fork, GitHub also shows what it was forked from. */
async function showRepository(world: World, call: Call): Promise<Answer> {
  const answer = await forward(world, call)
  const parent = call.repository?.parent
  const body = bodyOf(answer)
  if (answer.status !== 200 || !parent || !isObject(body)) return answer
  const origin = polish(world, (await look(world, `/repos/${parent}`)) ?? null, call.actor)
  return { ...answer, body: { ...body, parent: origin, source: origin } }
}

/** GitHub answers at once and makes the fork afterwards. One fork of a repository for each account. */
async function createFork(world: World, call: Call): Promise<Answer> {
  const { repository, actor } = call
  if (!repository) return notFound()
  const account = textAt(call.json, 'organization') || (actor.kind === 'user' ? actor.login : '')
  const known = [...world.repositories.values()].find(
    ({ fullName, parent }) =>
      parent === repository.fullName && fullName.toLowerCase().startsWith(`${account.toLowerCase()}/`),
  )
  if (known) return json((await look(world, `/repos/${known.fullName}`)) ?? null, 202)
  const isIntoOrganization = world.organizations.has(account.toLowerCase())
  const answer = await forward(world, call, isIntoOrganization ? { as: 'keeper' } : {})
  const made = bodyOf(answer)
  if (answer.status >= 300 || !isObject(made)) return answer
  const make = () => addRepository(world, made, repository)
  if (world.forkDelayMs === 0) await make()
  else setTimeout(() => void make(), world.forkDelayMs)
  return { ...answer, status: 202 }
}

async function createRepository(world: World, call: Call): Promise<Answer> {
  const answer = await forward(world, call)
  if (answer.status >= 300 || Buffer.isBuffer(answer.body) || !isObject(answer.body)) return answer
  await addRepository(world, answer.body, call.repository)
  return answer
}

async function changeRepository(world: World, call: Call): Promise<Answer> {
  const { repository } = call
  if (!repository) return notFound()
  const answer = await forward(world, call)
  if (answer.status >= 300) return answer
  const now: Json | undefined = await look(world, `/repos/${textAt(bodyOf(answer), 'full_name')}`)
  repository.isPrivate = isObject(now) && now.private === true
  repository.defaultBranch = textAt(now, 'default_branch')
  if (isObject(call.json) && typeof call.json.archived === 'boolean') repository.isArchived = call.json.archived
  return answer
}

/** An answer's body as JSON; undefined when it is bytes. */
export function bodyOf(answer: Answer): Json | undefined {
  return Buffer.isBuffer(answer.body) ? undefined : answer.body
}
