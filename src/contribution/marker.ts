import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { HeadwaterError } from '../errors.ts'

declare const marker: unique symbol
/** An HTML comment that GitHub does not show; only `signMarker` makes one. */
export type Marker = string & { readonly [marker]: true }

/** Where a text stands. By GitHub's numbers, which survive that a repository is renamed and not that an issue is transferred. */
export interface MarkerPlace {
  /** GitHub's id of the service repository. */
  readonly repositoryId: number
  /** Number of the incident issue. */
  readonly incident: number
}

/** What a text says of itself. */
export interface MarkerContent extends MarkerPlace {
  /** What the text is, for instance `status`. */
  readonly kind: string
  /** Which of its kind: the id of the command that it answers, a hash. */
  readonly id: string | null
}

const content = z.strictObject({
  repositoryId: z.number().int().min(0),
  incident: z.number().int().min(0),
  kind: z.string().regex(/^[a-z][a-z-]{0,31}$/),
  id: z.string().max(128).nullable(),
})

/** Longer bodies than this are not GitHub's. */
const longestBody = 262_144
const candidates = /<!-- headwater:1:([A-Za-z0-9_-]{1,600}):([A-Za-z0-9_-]{43}) -->/g
const leastKey = 16

/**
 * @param key secret of the App, at least 16 characters; a key of its own is derived from it
 * @throws HeadwaterError `internal` for a content that is out of bounds
 */
export function signMarker(given: MarkerContent, key: string): Marker {
  const parsed = content.safeParse(given)
  if (!parsed.success || key.length < leastKey) {
    throw new HeadwaterError('internal', 'a marker was asked for with a content or key that is out of bounds')
  }
  const payload = Buffer.from(JSON.stringify(parsed.data)).toString('base64url')
  return `<!-- headwater:1:${payload}:${sign(payload, key).toString('base64url')} -->` as Marker
}

/**
 * The first marker in a text that was signed with this key for this place. Forged ones, and genuine ones copied here from
 * another issue, are passed over. That nobody copied it within the issue is for the caller to see, by the text's author.
 */
export function readMarker(body: string, key: string, place: MarkerPlace): MarkerContent | null {
  for (const [, payload = '', signature = ''] of body.slice(0, longestBody).matchAll(candidates)) {
    if (!timingSafeEqual(sign(payload, key), Buffer.from(signature, 'base64url'))) continue
    const parsed = content.safeParse(parseJson(Buffer.from(payload, 'base64url').toString()))
    if (!parsed.success) continue
    if (parsed.data.repositoryId === place.repositoryId && parsed.data.incident === place.incident) return parsed.data
  }
  return null
}

/** The name keeps these signatures apart from any other use of the same secret. */
function sign(payload: string, key: string): Buffer {
  return createHmac('sha256', key).update(`headwater marker 1\n${payload}`).digest()
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
