import { createPrivateKey, sign, verify } from 'node:crypto'
import { numberAt, parseJson } from './json.ts'
import type { App } from './types.ts'

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A token by which one is the App for the next minutes. */
export function signJwt(app: App, now: Date): string {
  const seconds = Math.floor(now.getTime() / 1000)
  const text = `${base64url({ alg: 'RS256', typ: 'JWT' })}.${base64url({ iat: seconds - 30, exp: seconds + 300, iss: app.id })}`
  const signature = sign('sha256', Buffer.from(text), createPrivateKey(app.privateKey))
  return `${text}.${signature.toString('base64url')}`
}

/** Why GitHub would refuse a JWT, undefined when it would not. */
export function refuseJwt(token: string, app: App, now: Date): string | undefined {
  const [head = '', claims = '', signature = ''] = token.split('.')
  const payload = parseJson(Buffer.from(claims, 'base64url'))
  const issuer = String(numberAt(payload, 'iss') || (payload as { iss?: unknown } | undefined)?.iss)
  if (issuer !== String(app.id) && issuer !== app.clientId) return "'Issuer' claim ('iss') must be an Integer"
  const isSigned = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    app.publicKey,
    Buffer.from(signature, 'base64url'),
  )
  if (!isSigned) return 'A JSON web token could not be decoded'
  const seconds = now.getTime() / 1000
  const expires = numberAt(payload, 'exp')
  if (expires <= seconds)
    return "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires"
  // GitHub allows ten minutes; a minute more is for clocks that differ.
  if (expires > seconds + 660) return "'Expiration time' claim ('exp') is too far in the future"
  if (numberAt(payload, 'iat') > seconds + 60)
    return "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued"
  return undefined
}
