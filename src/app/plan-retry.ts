import type { Failure, FailureKind } from './judge-failure.ts'

/** How often and when a failed job is tried again. */
export interface Retries {
  /** Attempts after the first one, for each kind of failure; a limit is waited for and counts as none. */
  readonly most: Readonly<Record<Exclude<FailureKind, 'limit'>, number>>
  /** Seconds until the first of them, with jitter; doubles each time. */
  readonly delay: number
  /** The longest of these delays, in seconds. */
  readonly longestDelay: number
}

/** Outlasts most of GitHub's outages: about half an hour. What GitHub refuses twice it refuses the third time too. */
export const patient: Retries = { most: { outage: 9, fault: 3, refusal: 2 }, delay: 5, longestDelay: 600 }
/** For a stand-in of GitHub: nothing waits longer than it must, and a process may be killed as often as a test likes. */
export const impatient: Retries = { most: { outage: 100, fault: 3, refusal: 2 }, delay: 1, longestDelay: 4 }

/** The attempts that a job has when nobody knows why it ends: its process is gone. */
export function mostAttempts({ most }: Retries): number {
  return Math.max(...Object.values(most))
}

/** Where a job stands. */
export interface Attempt {
  /** How often it was tried again before. */
  readonly retryCount: number
  /** How often it may be. */
  readonly retryLimit: number
  readonly ageMs: number
}

export interface RetryPlan {
  readonly retryLimit: number
  /** In seconds. */
  readonly delay: number
  readonly doubles: boolean
}

const dayMs = 24 * 60 * 60 * 1000

/** What becomes of a job that failed. One whose limit is its count is given up. */
export function planRetry({ kind, waitSeconds }: Failure, job: Attempt, retries: Retries): RetryPlan {
  const { retryCount, retryLimit, ageMs } = job
  if (kind === 'limit') {
    const wait = waitSeconds ?? 0
    // They all wait for the same moment, and would meet again there.
    const delay = Math.ceil(wait + Math.random() * Math.min(30, wait / 4))
    return { retryLimit: ageMs > dayMs ? retryCount : retryLimit + 1, delay, doubles: false }
  }
  const waits = retryLimit - mostAttempts(retries)
  const isLast = retryCount - waits >= retries.most[kind]
  return { retryLimit: isLast ? retryCount : retryLimit, delay: retries.delay, doubles: true }
}
