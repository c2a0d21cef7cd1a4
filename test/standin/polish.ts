import { atLeast, covers, roleOf } from './access.ts'
import { isObject, type Json, type JsonObject, textAt } from './json.ts'
import { reactionSummary } from './routes/reactions.ts'
import { simpleUser } from './simple-user.ts'
import type { Actor, App, Repository, World } from './types.ts'

const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/

/**
 * Makes what emulate says as GitHub would say it: times by the handed-in clock, bots that are bots, reactions counted,
 * permissions of the one who asks, the App named on what it wrote.
 */
export function polish(world: World, value: Json, actor: Actor): Json {
  if (typeof value === 'string') return isTime.test(value) ? world.clock.retell(value) : value
  if (Array.isArray(value)) return value.map((item) => polish(world, item, actor))
  if (!isObject(value)) return value
  const polished: JsonObject = {}
  for (const [key, item] of Object.entries(value)) {
    // What people wrote stays as they wrote it, even when it looks like a time.
    polished[key] = item === undefined || key === 'body' || key === 'title' ? item : polish(world, item, actor)
  }
  polishUser(world, polished)
  polishText(world, polished)
  polishRepository(world, polished, actor)
  return polished
}

/** emulate tells less of an organisation than of a user, and takes every bot for a person. */
function polishUser(world: World, value: JsonObject): void {
  const { login } = value
  if (typeof login !== 'string' || typeof value.type !== 'string') return
  const isBot = login.endsWith('[bot]')
  const type = isBot ? 'Bot' : (world.users.get(login.toLowerCase())?.type ?? value.type)
  const full = simpleUser(world, login, { ...value, type })
  // A bot's addresses need its name escaped, which emulate doesn't.
  Object.assign(value, isBot ? { ...value, ...full } : { ...full, ...value, type })
}

/** Issues and comments carry their reactions and, when the App wrote them, the App. */
function polishText(world: World, value: JsonObject): void {
  if (!isObject(value.reactions)) return
  const path = new URL(textAt(value, 'url') || world.url).pathname
  value.reactions = reactionSummary(world, path)
  const { app } = world
  if (app && textAt(value, 'user', 'login') === `${app.slug}[bot]`)
    value.performed_via_github_app = describeApp(world, app)
}

/** The App as it is named in other things. */
export function describeApp(world: World, app: App): JsonObject {
  return {
    id: app.id,
    slug: app.slug,
    node_id: Buffer.from(`App${app.id}`).toString('base64'),
    client_id: app.clientId,
    owner: simpleUser(world, app.installations[0]?.account ?? 'ghost', { type: 'Organization' }),
    name: app.name,
    description: null,
    external_url: `${world.url}/apps/${app.slug}`,
    html_url: `${world.url}/apps/${app.slug}`,
    created_at: '2025-01-01T00:00:00Z',
    updated_at: '2025-01-01T00:00:00Z',
    permissions: { ...app.permissions },
    events: [...app.events],
  }
}

function polishRepository(world: World, value: JsonObject, actor: Actor): void {
  if (!isObject(value.permissions) || typeof value.full_name !== 'string') return
  const repository = world.repositories.get(value.full_name.toLowerCase())
  if (!repository) return
  value.permissions = permissionsOf(world, actor, repository)
  value.archived = repository.isArchived
}

function permissionsOf(world: World, actor: Actor, repository: Repository): JsonObject {
  if (actor.kind === 'installation') {
    const canPush = covers(actor, repository) && actor.permissions.contents === 'write'
    return { admin: false, maintain: false, push: canPush, triage: canPush, pull: true }
  }
  const role = actor.kind === 'user' ? roleOf(world, actor.login, repository) : 'read'
  return {
    admin: atLeast(role, 'admin'),
    maintain: atLeast(role, 'maintain'),
    push: atLeast(role, 'write'),
    triage: atLeast(role, 'triage'),
    pull: atLeast(role, 'read'),
  }
}
