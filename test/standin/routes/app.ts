import { covers } from '../access.ts'
import { json, notFound, problem, requiresAuthentication } from '../answers.ts'
import { toSeconds } from '../clock.ts'
import { forward, look } from '../forward.ts'
import { at, isObject, type Json, type JsonObject, listAt, textAt } from '../json.ts'
import { describeApp, polish } from '../polish.ts'
import type { Actor, Answer, App, Call, Delivery, Installation, Permissions, Route, World } from '../types.ts'

/** How long GitHub keeps a delivery, in milliseconds. */
const deliveryKeptMs = 3 * 86_400_000

/** An hour, in milliseconds: how long an installation's token lasts. */
const tokenLifeMs = 3_600_000

/** What an App does as itself: deliveries and their repetition, which emulate lacks, and the tokens of installations. */
export function appRoutes(world: World, redeliver: (delivery: Delivery) => void): Route[] {
  const asApp = (
    handle: (app: App, call: Call, parameters: Readonly<Record<string, string>>) => Answer | Promise<Answer>,
  ) => {
    return (call: Call, parameters: Readonly<Record<string, string>>) => {
      if (call.actor.kind !== 'app' || !world.app) return problem(401, 'A JSON web token could not be decoded')
      return handle(world.app, call, parameters)
    }
  }
  return [
    {
      method: 'GET',
      pattern: '/app',
      handle: asApp((app) => json({ ...describeApp(world, app), installations_count: app.installations.length })),
    },
    { method: 'GET', pattern: '/app/hook/config', handle: asApp((app) => json(describeHook(app))) },
    { method: 'GET', pattern: '/app/hook/deliveries', handle: asApp((_, call) => listDeliveries(world, call)) },
    {
      method: 'GET',
      pattern: '/app/hook/deliveries/:id',
      handle: asApp((_, __, { id }) => {
        const found = findDelivery(world, id)
        return found ? json(describeDelivery(found, true)) : notFound()
      }),
    },
    {
      method: 'POST',
      pattern: '/app/hook/deliveries/:id/attempts',
      handle: asApp((_, __, { id }) => {
        const found = findDelivery(world, id)
        if (!found) return notFound()
        redeliver(found)
        return json({}, 202)
      }),
    },
    {
      method: 'POST',
      pattern: '/app/installations/:id/access_tokens',
      handle: asApp((app, call, { id }) => handOutToken(world, app, call, Number(id))),
    },
    { method: 'GET', pattern: '/installation/repositories', handle: (call) => listRepositories(world, call) },
  ]
}

function describeHook(app: App): JsonObject {
  return { content_type: 'json', insecure_ssl: '0', secret: '********', url: app.webhookUrl ?? '' }
}

function findDelivery(world: World, id: string | undefined): Delivery | undefined {
  return world.deliveries.find((delivery) => String(delivery.id) === id)
}

/** The newest first; the cursor names the delivery at which the next page starts. */
function listDeliveries(world: World, call: Call): Answer {
  const query = call.url.searchParams
  const size = Math.min(100, Number(query.get('per_page') ?? 30) || 30)
  const start = Number(/^v1_(\d+)$/.exec(query.get('cursor') ?? '')?.[1] ?? Number.POSITIVE_INFINITY)
  const wanted = query.get('status')
  const oldest = world.now().getTime() - deliveryKeptMs
  const found = world.deliveries
    .filter(({ deliveredAt }) => deliveredAt.getTime() >= oldest)
    .filter(
      ({ id, statusCode }) => id <= start && (wanted === null || (wanted === 'success') === isSuccess(statusCode)),
    )
    .reverse()
  const next = found[size]
  if (!next) return json(found.map((delivery) => describeDelivery(delivery, false)))
  const there = new URL(call.url)
  there.searchParams.set('cursor', `v1_${next.id}`)
  const shown = found.slice(0, size).map((delivery) => describeDelivery(delivery, false))
  return json(shown, 200, { link: `<${there.href}>; rel="next"` })
}

const isSuccess = (statusCode: number) => statusCode >= 200 && statusCode < 400

function describeDelivery(delivery: Delivery, isFull: boolean): JsonObject {
  const short: JsonObject = {
    id: delivery.id,
    guid: delivery.guid,
    delivered_at: toSeconds(delivery.deliveredAt),
    redelivery: delivery.redelivery,
    duration: delivery.durationSeconds,
    status: delivery.status,
    status_code: delivery.statusCode,
    event: delivery.event,
    action: delivery.action,
    installation_id: delivery.installationId,
    repository_id: delivery.repositoryId,
    throttled_at: null,
  }
  if (!isFull) return short
  return {
    ...short,
    url: delivery.url,
    request: { headers: { ...delivery.requestHeaders }, payload: delivery.payload },
    response: { headers: { ...delivery.responseHeaders }, payload: delivery.responseBody },
  }
}

/** Repositories in full, where emulate names them in short. */
function describeAll(world: World, actor: Actor, repositories: readonly Json[]): Promise<Json[]> {
  return Promise.all(
    repositories.map(async (repository) => {
      const path = `/repos/${textAt(repository, 'full_name')}`
      return polish(world, (await look(world, path)) ?? repository, actor)
    }),
  )
}

/** emulate checks what is asked for and makes the token; here it gets an end by the handed-in clock. */
async function handOutToken(world: World, app: App, call: Call, id: number): Promise<Answer> {
  const installation = app.installations.find((candidate) => candidate.id === id)
  if (!installation) return notFound()
  const answer = await forward(world, call)
  if (answer.status !== 201 || Buffer.isBuffer(answer.body) || !isObject(answer.body)) return answer
  const token = textAt(answer.body, 'token')
  const expiresAt = new Date(world.now().getTime() + tokenLifeMs)
  world.tokens.set(token, { actor: tokenActor(installation, token, call.json, answer.body), expiresAt })
  const repositories = await describeAll(world, call.actor, listAt(answer.body, 'repositories'))
  const listed = answer.body.repositories === undefined ? {} : { repositories }
  return { ...answer, body: { ...answer.body, ...listed, expires_at: toSeconds(expiresAt) } }
}

function tokenActor(installation: Installation, token: string, asked: Json | undefined, given: JsonObject): Actor {
  const names = listAt(given, 'repositories').map((repository) => textAt(repository, 'full_name').toLowerCase())
  const isNarrowed = at(asked, 'repositories') !== undefined || at(asked, 'repository_ids') !== undefined
  return {
    kind: 'installation',
    id: installation.id,
    account: installation.account,
    permissions: readPermissions(at(given, 'permissions')),
    repositories: isNarrowed ? new Set(names) : installation.repositories,
    token,
  }
}

function readPermissions(value: Json | undefined): Permissions {
  const entries = Object.entries(isObject(value) ? value : {})
  return Object.fromEntries(
    entries.flatMap(([name, grant]) => (grant === 'read' || grant === 'write' ? [[name, grant]] : [])),
  )
}

async function listRepositories(world: World, call: Call): Promise<Answer> {
  const { actor } = call
  if (actor.kind !== 'installation') return requiresAuthentication()
  const covered = [...world.repositories.values()].filter((repository) => covers(actor, repository))
  const names = covered.map(({ fullName }) => ({ full_name: fullName }))
  const repositories = await describeAll(world, actor, names)
  const selection = actor.repositories === 'all' ? 'all' : 'selected'
  return json({ total_count: repositories.length, repository_selection: selection, repositories })
}
