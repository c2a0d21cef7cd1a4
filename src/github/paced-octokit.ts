import type { ProbotOctokit } from 'probot'

export interface PacedOctokitOptions {
  /** Base of the REST API. */
  readonly apiUrl: string
  /** Off for a stand-in: no waiting between requests, none sent again. */
  readonly pacing: boolean
  /** Milliseconds until a request without an answer counts as failed. */
  readonly requestTimeoutMs: number
  /** Told what a person should know, such as clocks that differ; nobody unless given. */
  readonly warn?: (message: string) => void
}

/** How often a request is sent again after GitHub said that there were too many. */
const mostLimitRetries = 3

/**
 * Probot's client for one host, with a time limit for each request, and a back-off on secondary limits as on others.
 *
 * Probot is loaded with the first call: it takes a while, and most runs of the command line need none of it.
 */
export async function pacedOctokit(options: PacedOctokitOptions): Promise<typeof ProbotOctokit> {
  const { apiUrl, pacing, requestTimeoutMs, warn = () => {} } = options
  const { ProbotOctokit: Octokit } = await import('probot')
  const sendAgain = (_seconds: number, { request }: { request: { retryCount: number } }): boolean =>
    request.retryCount < mostLimitRetries
  const Paced = Octokit.defaults({
    baseUrl: apiUrl,
    log: { debug() {}, info() {}, warn, error: warn },
    request: { fetch: fetchWithin(requestTimeoutMs) },
    retry: { enabled: pacing },
    throttle: { enabled: pacing, onRateLimit: sendAgain, onSecondaryRateLimit: sendAgain },
  })
  // `defaults` keeps the plugins' methods, but its type forgets them.
  return Paced as unknown as typeof ProbotOctokit
}

function fetchWithin(milliseconds: number): typeof fetch {
  return (input, init) => {
    const limit = AbortSignal.timeout(milliseconds)
    const signal = init?.signal ? AbortSignal.any([init.signal, limit]) : limit
    return fetch(input, { ...init, signal })
  }
}
