import { isRateLimit, statusOf } from '../github/index.ts'

/** Why a job failed, as far as it decides what follows. */
export const failureKinds = ['limit', 'refusal', 'outage', 'fault'] as const
/**
 * `limit`: GitHub wants fewer requests; `refusal`: it will not have this one; `outage`: it, an index or the database did not
 * answer; `fault`: something of ours.
 */
export type FailureKind = (typeof failureKinds)[number]

export interface Failure {
  readonly kind: FailureKind
  /** Seconds until GitHub's limit is reset; null for other kinds. */
  readonly waitSeconds: number | null
}

/** GitHub's limits are reset within the hour; its advice where it names no time is to wait for a minute. */
const longestWaitSeconds = 3_600
const usualWaitSeconds = 60

/** Tells why a job failed. */
export function judgeFailure(error: unknown, now: Date): Failure {
  if (isRateLimit(error)) return { kind: 'limit', waitSeconds: waitOf(error, now) }
  const status = statusOf(error)
  if (status >= 500 || status === 408) return { kind: 'outage', waitSeconds: null }
  if (status >= 400) return { kind: 'refusal', waitSeconds: null }
  return { kind: isUnanswered(error) ? 'outage' : 'fault', waitSeconds: null }
}

/** https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api */
function waitOf(error: unknown, now: Date): number {
  const headers = headersOf(error)
  const after = Number(headers['retry-after'])
  if (after > 0) return Math.min(after, longestWaitSeconds)
  const reset = Number(headers['x-ratelimit-reset']) - now.getTime() / 1000
  const isUsedUp = headers['x-ratelimit-remaining'] === '0'
  return isUsedUp && reset > 0 ? Math.min(Math.ceil(reset), longestWaitSeconds) : usualWaitSeconds
}

function headersOf(error: unknown): Readonly<Record<string, unknown>> {
  const response = error instanceof Error && 'response' in error ? error.response : null
  const headers = response !== null && typeof response === 'object' && 'headers' in response ? response.headers : null
  return headers !== null && typeof headers === 'object' ? { ...headers } : {}
}

/** Octokit tells of a request without an answer as of one with status 500; fetch, the database and git by these. */
function isUnanswered(error: unknown): boolean {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    if (['AbortError', 'TimeoutError'].includes(at.name)) return true
    if ('code' in at && typeof at.code === 'string' && unanswered.has(at.code)) return true
  }
  return false
}

const unanswered = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EAI_AGAIN',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_SOCKET',
  'index-unavailable',
  'upstream-unavailable',
  // PostgreSQL that shuts down, crashes, starts: https://www.postgresql.org/docs/current/errcodes-appendix.html
  '57P01',
  '57P02',
  '57P03',
])
