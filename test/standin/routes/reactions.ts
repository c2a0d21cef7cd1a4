import { json, noContent, notFound, page, validationFailed } from '../answers.ts'
import { toSeconds } from '../clock.ts'
import { look } from '../forward.ts'
import { isObject, type JsonObject, textAt } from '../json.ts'
import { polish } from '../polish.ts'
import { simpleUser } from '../simple-user.ts'
import type { Answer, Call, Reaction, Route, World } from '../types.ts'

const contents = ['+1', '-1', 'laugh', 'confused', 'heart', 'hooray', 'rocket', 'eyes']

/** Reactions on issues and on comments of issues, which emulate lacks. */
export function reactionRoutes(world: World): Route[] {
  return ['/repos/:owner/:repo/issues/:number', '/repos/:owner/:repo/issues/comments/:number'].flatMap((subject) => [
    { method: 'GET', pattern: `${subject}/reactions`, handle: (call: Call) => listReactions(world, call) },
    { method: 'POST', pattern: `${subject}/reactions`, handle: (call: Call) => addReaction(world, call) },
    {
      method: 'DELETE',
      pattern: `${subject}/reactions/:reaction`,
      handle: (call: Call, { reaction = '' }) => removeReaction(world, call, Number(reaction)),
    },
  ])
}

/** The counts that issues and comments carry. */
export function reactionSummary(world: World, subject: string): JsonObject {
  const found = world.reactions.get(subject) ?? []
  const counts = contents.map((content) => [content, found.filter((reaction) => reaction.content === content).length])
  return { url: `${world.url}${subject}/reactions`, total_count: found.length, ...Object.fromEntries(counts) }
}

async function listReactions(world: World, call: Call): Promise<Answer> {
  const subject = subjectOf(call)
  if (!(await look(world, subject))) return notFound()
  const wanted = call.url.searchParams.get('content')
  const found = (world.reactions.get(subject) ?? []).filter(({ content }) => wanted === null || content === wanted)
  return page(call.url, await Promise.all(found.map((reaction) => describeReaction(world, call, reaction))))
}

async function addReaction(world: World, call: Call): Promise<Answer> {
  const subject = subjectOf(call)
  if (!(await look(world, subject))) return notFound()
  const content = textAt(call.json, 'content')
  if (!contents.includes(content)) return validationFailed('Reaction', [{ field: 'content', code: 'invalid' }])
  const login = loginOf(world, call)
  const known = world.reactions.get(subject) ?? []
  const same = known.find((reaction) => reaction.login === login && reaction.content === content)
  if (same) return json(await describeReaction(world, call, same))
  const id = 1 + Math.max(0, ...[...world.reactions.values()].flat().map((reaction) => reaction.id))
  const added: Reaction = { id, login, content, createdAt: world.now() }
  world.reactions.set(subject, [...known, added])
  return json(await describeReaction(world, call, added), 201)
}

function removeReaction(world: World, call: Call, id: number): Answer {
  const subject = subjectOf(call)
  const known = world.reactions.get(subject) ?? []
  const found = known.find((reaction) => reaction.id === id)
  if (!found || found.login !== loginOf(world, call)) return notFound()
  world.reactions.set(
    subject,
    known.filter((reaction) => reaction !== found),
  )
  return noContent()
}

const subjectOf = (call: Call) => call.path.replace(/\/reactions(\/\d+)?$/, '')

/** Who acts, as a login. */
export function loginOf(world: World, call: Pick<Call, 'actor'>): string {
  return call.actor.kind === 'user' ? call.actor.login : `${world.app?.slug ?? 'app'}[bot]`
}

async function describeReaction(world: World, call: Call, reaction: Reaction): Promise<JsonObject> {
  return {
    id: reaction.id,
    node_id: Buffer.from(`Reaction${reaction.id}`).toString('base64'),
    user: await describeUser(world, call, reaction.login),
    content: reaction.content,
    created_at: toSeconds(reaction.createdAt),
  }
}

/** A user in the short form that other things carry. */
export async function describeUser(world: World, call: Call, login: string): Promise<JsonObject> {
  const known = await look(world, `/users/${encodeURIComponent(login)}`)
  return polish(world, simpleUser(world, login, isObject(known) ? known : {}), call.actor) as JsonObject
}
