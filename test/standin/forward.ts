import { notByIntegration, notFound, problem } from './answers.ts'
import type { Asker } from './emulator.ts'
import { isObject, type Json, listAt, textAt } from './json.ts'
import { polish } from './polish.ts'
import type { Answer, Call, World } from './types.ts'

export interface Forwarded {
  readonly as?: Asker
  readonly path?: string
  readonly body?: Json | undefined
}

/** Lets emulate answer, and makes its answer GitHub's. */
export async function forward(world: World, call: Call, instead: Forwarded = {}): Promise<Answer> {
  if (call.method !== 'GET') world.clock.mark()
  const path = instead.path ?? `${call.path}${call.url.search}`
  const body = 'body' in instead ? instead.body : call.method === 'GET' ? undefined : call.json
  const reply = await world.emulator.ask(instead.as ?? call.actor, call.method, path, body)
  if (reply.status >= 400) return polishProblem(call, reply.status, reply.json)
  const headers: Record<string, string> = {}
  const link = reply.headers.get('link')
  if (link) headers.link = world.emulator.readdress(link)
  const json = reply.json === undefined ? undefined : polish(world, reply.json, call.actor)
  return { status: reply.status, headers, body: json }
}

/** What emulate knows, asked by the stand-in itself. */
export async function look(world: World, path: string): Promise<Json | undefined> {
  const reply = await world.emulator.ask('keeper', 'GET', path)
  return reply.status === 200 ? reply.json : undefined
}

function polishProblem(call: Call, status: number, body: Json | undefined): Answer {
  const said = textAt(body, 'message')
  if (status === 404) return notFound()
  if (status === 401) return problem(401, said || 'Requires authentication')
  if (status === 403) {
    if (/rate limit/.test(said)) return problem(403, said)
    return call.actor.kind === 'installation'
      ? notByIntegration()
      : problem(403, 'Must have admin rights to Repository.')
  }
  if (status !== 422) return problem(status, said)
  const errors = listAt(body, 'errors').filter(isObject)
  const shown = errors.length > 0 ? errors : [{ resource: 'Request', field: 'base', code: 'custom', message: said }]
  return problem(422, 'Validation Failed', { errors: shown })
}
