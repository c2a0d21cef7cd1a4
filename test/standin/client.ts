import { type Json, parseJson, textAt } from './json.ts'
import { signJwt } from './jwt.ts'
import type { Standin } from './start-standin.ts'

export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly json: Json | undefined
  readonly text: string
}

/** Sends one request as whoever holds the token. */
export async function send(
  standin: Standin,
  token: string | null,
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Reply> {
  const response = await fetch(path.startsWith('http') ? path : `${standin.url}${path}`, {
    method,
    redirect: 'manual',
    headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, json: parseJson(text), text }
}

/** A JWT of the seed's App. */
export function appToken(standin: Standin, now = new Date()): string {
  if (!standin.app) throw new Error('the seed has no app')
  return signJwt(standin.app, now)
}

/** A token of an installation, narrowed as told. */
export async function installationToken(
  standin: Standin,
  id = 7,
  narrowed: Json = {},
  now = new Date(),
): Promise<string> {
  const reply = await send(standin, appToken(standin, now), 'POST', `/app/installations/${id}/access_tokens`, narrowed)
  return textAt(reply.json, 'token')
}
