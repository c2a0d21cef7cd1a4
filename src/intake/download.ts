import { rm } from 'node:fs/promises'
import type { Allowed } from './allowed-places.ts'
import { notPublic } from './create-fetch-public.ts'
import type { Fetch } from './types.ts'
import { writeBounded } from './write-bounded.ts'

export interface DownloadOptions {
  readonly url: URL
  /** Asked of the address and of each one that it redirects to. */
  readonly allowed: Allowed
  /** Sent to the first host only. */
  readonly token: string | null
  /** Path of the file to write; it must not exist. */
  readonly file: string
  readonly mostBytes: number
  readonly signal: AbortSignal
  readonly fetch: Fetch
}

export type Download =
  | { readonly kind: 'saved'; readonly bytes: number }
  /** GitHub says that there is nothing for whoever asks: 401, 403, 404, 410, or a way to its sign-in page. */
  | { readonly kind: 'refused'; readonly answer: string }
  | { readonly kind: 'failed'; readonly why: string; readonly mayPass?: boolean }

/** GitHub needs one or two. */
const mostHops = 3
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])
const refusals: ReadonlySet<number> = new Set([401, 403, 404, 410])

/**
 * Saves what lies behind an address; tries a second time where the connection broke or GitHub is in trouble. It never throws: a file
 * that cannot be had must not stop the others.
 *
 * Every address on the way is checked: HTTPS as `allowed` has it, no credentials in it, at most three redirects, and a token goes
 * to no other host than the first. At most `mostBytes` are written, whatever the answer says of its length.
 */
export async function download(options: DownloadOptions): Promise<Download> {
  const first = await downloadOnce(options)
  if (first.kind !== 'failed' || !first.mayPass) return first
  await rm(options.file, { force: true })
  return downloadOnce(options)
}

async function downloadOnce(options: DownloadOptions): Promise<Download> {
  // An answer that is not read to its end is closed with this.
  const over = new AbortController()
  const signal = AbortSignal.any([options.signal, over.signal])
  try {
    return await follow({ ...options, signal })
  } catch (error) {
    if (options.signal.aborted) return { kind: 'failed', why: 'it did not arrive in time' }
    const code = codeOf(error)
    return { kind: 'failed', why: describe(code), mayPass: code !== notPublic }
  } finally {
    over.abort()
  }
}

async function follow(options: DownloadOptions): Promise<Download> {
  let { url, token } = options
  for (let hop = 0; hop <= mostHops; hop++) {
    if (!isSafe(url, options.allowed)) return outside(url, hop)
    const answer = await options.fetch(url, requestFor(token, options.signal))
    if (!redirects.has(answer.status)) return save(answer, options)
    const location = answer.headers.get('location')
    if (location === null || !URL.canParse(location, url.href))
      return { kind: 'failed', why: 'it is redirected to no address' }
    const next = new URL(location, url)
    if (next.origin !== url.origin) token = null
    url = next
  }
  return { kind: 'failed', why: `it is redirected more than ${mostHops} times` }
}

function requestFor(token: string | null, signal: AbortSignal): RequestInit {
  const headers = { accept: '*/*', 'accept-encoding': 'identity', 'user-agent': 'headwater' }
  return {
    redirect: 'manual',
    signal,
    headers: token === null ? headers : { ...headers, authorization: `Bearer ${token}` },
  }
}

function isSafe(url: URL, allowed: Allowed): boolean {
  return /^https?:$/.test(url.protocol) && url.username === '' && url.password === '' && allowed(url)
}

function outside(url: URL, hop: number): Download {
  if (hop === 0) return { kind: 'failed', why: 'its address is none of GitHub for files' }
  if (/^\/(?:login|session)\b/.test(url.pathname)) return { kind: 'refused', answer: 'asked to sign in' }
  return { kind: 'failed', why: 'it is redirected to a place that is not asked' }
}

async function save(answer: Response, { file, mostBytes }: DownloadOptions): Promise<Download> {
  if (refusals.has(answer.status)) return { kind: 'refused', answer: `answered ${answer.status}` }
  if (answer.status !== 200) {
    const why = `GitHub answered ${answer.status}; try again later`
    return { kind: 'failed', why, mayPass: answer.status >= 500 }
  }
  const announced = Number(answer.headers.get('content-length') ?? 0)
  if (announced > mostBytes) return tooLarge(mostBytes)
  const bytes = await writeBounded(answer.body ?? [], file, mostBytes)
  return bytes === null ? tooLarge(mostBytes) : { kind: 'saved', bytes }
}

function tooLarge(mostBytes: number): Download {
  const most = Math.floor(mostBytes / 2 ** 20)
  return {
    kind: 'failed',
    why: `it is larger than ${most} MiB; gzip it, record for a shorter time, or sample less often`,
  }
}

function describe(code: string): string {
  return code === notPublic ? 'it leads to an address that is not public' : `the connection broke (${code})`
}

/** A system's code (`ECONNRESET`) rather than a message, which may hold a signed address. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error'
  if ('code' in error && typeof error.code === 'string') return error.code
  return error.cause instanceof Error ? codeOf(error.cause) : error.name
}
