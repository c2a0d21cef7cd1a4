import type { ProbotOctokit } from 'probot'
import { checkAnswer } from './answer-shapes.ts'
import { conditionalFetch } from './conditional-fetch.ts'
import { createPace } from './pace.ts'
import type { GitHub } from './types.ts'

export interface PacedOctokitOptions {
  /** Base of the REST API. */
  readonly apiUrl: string
  /** Off for a stand-in: no waiting between requests, none sent again. */
  readonly pacing: boolean
  /** How many times faster the minutes of GitHub's limits pass; only on a stand-in another number than 1. */
  readonly clockFactor?: number
  /** Milliseconds until a request without an answer counts as failed. */
  readonly requestTimeoutMs: number
  /** Told what a person should know, such as clocks that differ; nobody unless given. */
  readonly warn?: (message: string) => void
}

/** Who a client is, and whose limits its requests use up. */
export interface Credentials {
  readonly auth: NonNullable<ConstructorParameters<typeof ProbotOctokit>[0]>['auth']
  readonly account: string
}

/** How often a request is sent again after GitHub said that there were too many. */
const mostLimitRetries = 3
/** What the same request would be told again; a limit (429) is waited for by its own rules. */
const doNotRetry = [400, 401, 403, 404, 409, 410, 413, 422, 429, 451]
/** A longer wait is left to the caller, who does something else meanwhile. */
const longestWaitSeconds = 90

/**
 * Makes clients of Probot's kind for one host: with a time limit for each request, a distance between them, a back-off on limits, and
 * one memory of what has not changed.
 *
 * Probot is loaded with the first call: it takes a while, and most runs of the command line need none of it.
 */
export async function pacedOctokit(options: PacedOctokitOptions): Promise<(credentials: Credentials) => GitHub> {
  const { apiUrl, pacing, clockFactor = 1, requestTimeoutMs, warn = () => {} } = options
  const { ProbotOctokit: Octokit } = await import('probot')
  const { meaning, ...pace } = createPace(clockFactor)
  const request = { fetch: conditionalFetch(fetchWithin(requestTimeoutMs)) }
  const sendAgain = (seconds: number, asked: { readonly request: { readonly retryCount: number } }): boolean =>
    seconds <= longestWaitSeconds && asked.request.retryCount < mostLimitRetries
  const throttle = { ...pace, enabled: pacing, onRateLimit: sendAgain, onSecondaryRateLimit: sendAgain }
  return ({ auth, account }) => {
    const client = new Octokit({
      auth,
      baseUrl: apiUrl,
      log: { debug() {}, info() {}, warn, error: warn },
      request,
      // With some jitter, since those that failed together would meet again.
      retry: { enabled: pacing, doNotRetry, retryAfterBaseValue: 750 + Math.random() * 500 },
      throttle: { ...throttle, id: account },
    })
    client.hook.after('request', checkAnswer)
    if (pacing)
      client.hook.wrap('request', (send, asked) =>
        asked.search_type === 'hybrid' ? meaning.key(account).schedule(async () => send(asked)) : send(asked),
      )
    return client
  }
}

function fetchWithin(milliseconds: number): typeof fetch {
  return (input, init) => {
    const limit = AbortSignal.timeout(milliseconds)
    const signal = init?.signal ? AbortSignal.any([init.signal, limit]) : limit
    return fetch(input, { ...init, signal })
  }
}
