import { refuseJwt } from './jwt.ts'
import type { Actor, World } from './types.ts'

/** Who a request comes from, by its Authorization header: `Bearer`, `token`, or Basic as git sends it. */
export function authenticate(world: World, header: string | undefined): Actor {
  if (!header) return { kind: 'anonymous' }
  const token = readToken(header)
  if (!token) return { kind: 'refused', why: 'Bad credentials' }
  for (const user of world.users.values()) {
    if (user.token === token) return { kind: 'user', login: user.login }
  }
  const handedOut = world.tokens.get(token)
  if (handedOut)
    return handedOut.expiresAt > world.now() ? handedOut.actor : { kind: 'refused', why: 'Bad credentials' }
  if (!token.startsWith('eyJ') || !world.app) return { kind: 'refused', why: 'Bad credentials' }
  const why = refuseJwt(token, world.app, world.now())
  return why === undefined ? { kind: 'app', slug: world.app.slug } : { kind: 'refused', why }
}

function readToken(header: string): string | undefined {
  const [scheme = '', value = ''] = header.trim().split(/\s+/, 2)
  if (/^(bearer|token)$/i.test(scheme)) return value
  if (!/^basic$/i.test(scheme)) return undefined
  const [name = '', password = ''] = Buffer.from(value, 'base64').toString('utf8').split(':', 2)
  return password === 'x-oauth-basic' || password === '' ? name : password
}
