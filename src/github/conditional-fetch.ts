import { LRUCache } from 'lru-cache'

interface KeptAnswer {
  readonly etag: string
  readonly headers: readonly (readonly [string, string])[]
  readonly bytes: ArrayBuffer
}

const largestKept = 1024 * 1024
const largestInAll = 32 * 1024 * 1024

/**
 * Reads nothing twice that has not changed: an answer is kept with its etag, and GitHub is asked whether it is still the same.
 * That costs nothing of the hourly limit. GitHub judges each time whether the token may read it, so that what one token read is
 * never shown to another that may not.
 * https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#use-conditional-requests-if-appropriate
 */
export function conditionalFetch(plain: typeof fetch): typeof fetch {
  const kept = new LRUCache<string, KeptAnswer>({
    maxSize: largestInAll,
    sizeCalculation: ({ bytes }) => Math.max(1, bytes.byteLength),
  })
  return async (input, init) => {
    const headers = new Headers(init?.headers)
    if (init?.method !== 'GET' || !headers.has('authorization')) return plain(input, init)
    const key = `${headers.get('accept')} ${String(input)}`
    const known = kept.get(key)
    if (known === undefined) return keep(kept, key, await plain(input, init))
    headers.set('if-none-match', known.etag)
    const answer = await plain(input, { ...init, headers })
    return answer.status === 304 ? repeat(known, answer) : keep(kept, key, answer)
  }
}

async function keep(kept: LRUCache<string, KeptAnswer>, key: string, answer: Response): Promise<Response> {
  const etag = answer.headers.get('etag')
  const isJson = /\bjson\b/.test(answer.headers.get('content-type') ?? '')
  if (answer.status !== 200 || etag === null || !isJson) return answer
  const bytes = await answer.arrayBuffer()
  if (bytes.byteLength <= largestKept) kept.set(key, { etag, headers: [...answer.headers], bytes })
  return withAddress(new Response(bytes, { status: 200, headers: answer.headers }), answer.url)
}

/** What was answered before, with the limits of now. */
function repeat({ headers, bytes }: KeptAnswer, now: Response): Response {
  const merged = new Headers(headers.map(([name, value]): [string, string] => [name, value]))
  for (const [name, value] of now.headers) if (name.startsWith('x-ratelimit-')) merged.set(name, value)
  return withAddress(new Response(bytes, { status: 200, headers: merged }), now.url)
}

/** A response that one makes has no address of its own; Octokit reads it. */
function withAddress(response: Response, url: string): Response {
  return Object.defineProperty(response, 'url', { value: url })
}
