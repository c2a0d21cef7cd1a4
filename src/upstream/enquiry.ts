import { type GitHub, type GraphqlAnswer, isRateLimit, statusOf } from '../github/index.ts'
import { capital } from './sentence.ts'

/** What may be asked of GitHub for one incident. */
export interface EnquiryLimits {
  readonly searches: number
  /** GraphQL requests; each of ours costs one point. */
  readonly points: number
  /** REST requests. */
  readonly requests: number
}

/** Together at most 12 searches and 30 points an incident: for what upstream knows, and for when it started. */
export const incidentLimits = {
  known: { searches: 12, points: 24, requests: 60 },
  started: { searches: 0, points: 6, requests: 30 },
} as const satisfies Record<string, EnquiryLimits>

/** A search that may fail is not waited for any longer. */
const longestTryMs = 10_000
/** So many searches are kept for those that are needed. */
const spareSearches = 2

/** Sooner, GitHub is hardly any better. */
const shortestWaitMs = 60_000

/** What one question costs. A search is a GraphQL request too. */
export type Cost = 'search' | 'point' | 'request'

/**
 * Asks GitHub within limits. Whatever goes wrong becomes a note for the reader, and the answer is null.
 *
 * After a failure that would meet every further request as well (no more requests allowed, a token that is not good, no time left)
 * nothing more is asked.
 */
export class Enquiry {
  readonly #github: GitHub
  readonly #signal: AbortSignal
  readonly #notes = new Set<string>()
  readonly #left: Record<Cost, number>
  readonly #answers = new Map<string, Promise<unknown>>()
  #isOver = false
  #failures = 0
  #isPassing = false
  #waitMs = 0
  /** In milliseconds since 1970. */
  #resetAt = 0
  #unanswered = 0

  constructor(github: GitHub, signal: AbortSignal, limits: EnquiryLimits = incidentLimits.known) {
    this.#github = github
    this.#signal = signal
    this.#left = { search: limits.searches, point: limits.points, request: limits.requests }
  }

  /** What could not be found out, and why; a sentence each. */
  get notes(): readonly string[] {
    return [...this.#notes]
  }

  /** How many questions went without a whole answer so far. */
  get failures(): number {
    return this.#failures
  }

  /** How many of them GitHub did not answer; the others were not asked, as enough had been. */
  get unanswered(): number {
    return this.#unanswered
  }

  /**
   * From when on it is worth while to ask again, in milliseconds since 1970: where GitHub was in trouble, did not answer, or wanted fewer
   * requests. Null where nothing is missing for such a reason.
   *
   * @param now likewise
   */
  askAgainAt(now: number): number | null {
    return this.#isPassing ? Math.max(now + shortestWaitMs, now + this.#waitMs, this.#resetAt) : null
  }

  note(sentence: string): void {
    this.#notes.add(sentence)
  }

  /**
   * @param what for the reader: `the issues of rustls/rustls`
   * @returns null where there is no answer
   */
  async ask<T>(what: string, cost: Cost, question: (github: GitHub) => Promise<T>): Promise<T | null> {
    if (this.#isOver || !this.#pay(what, cost)) {
      this.#failures += 1
      if (this.#isOver) this.#unanswered += 1
      return null
    }
    try {
      return await within(this.#signal, question(this.#github))
    } catch (error) {
      this.#failures += 1
      this.#unanswered += 1
      this.#isOver = this.#signal.aborted || meetsAll(error)
      this.#isPassing ||= this.#signal.aborted || isPassing(error)
      if (isRateLimit(error)) this.#waitFor(error)
      this.note(`${capital(what)} could not be read: ${explain(error, this.#signal)}.`)
      return null
    }
  }

  /** Likewise for GraphQL, whose answers may be in part. */
  async askGraphql<T>(
    what: string,
    cost: 'search' | 'point',
    question: (github: GitHub) => Promise<GraphqlAnswer<T>>,
  ): Promise<T | null> {
    const answer = await this.ask(what, cost, question)
    const [problem] = answer?.problems ?? []
    if (problem !== undefined) {
      this.#failures += 1
      this.#isPassing = true
      this.note(`${capital(what)} could be read in part only: GitHub says: ${problem}.`)
    }
    return answer === null ? null : answer.data
  }

  /**
   * A search by REST without which the rest is whole: where it fails, is slow, or would use up what others need, the answer is null and
   * nothing is said of it.
   */
  async trySearch<T>(question: (github: GitHub, signal: AbortSignal) => Promise<T>): Promise<T | null> {
    const { search, request } = this.#left
    if (this.#isOver || search <= spareSearches || request === 0) return null
    this.#left.search -= 1
    this.#left.request -= 1
    const signal = AbortSignal.any([this.#signal, AbortSignal.timeout(longestTryMs)])
    try {
      return await within(signal, question(this.#github, signal))
    } catch {
      return null
    }
  }

  /** Asks a question only the first time; `key` tells it from all others. One that failed is asked again. */
  once<T>(key: string, question: () => Promise<T | null>): Promise<T | null> {
    const known = this.#answers.get(key)
    if (known !== undefined) return known as Promise<T | null>
    const before = this.#failures
    const answer = question().then((data) => {
      if (data === null && this.#failures > before) this.#answers.delete(key)
      return data
    })
    this.#answers.set(key, answer)
    return answer
  }

  #waitFor(error: unknown): void {
    const headers = headersOfAnswer(error)
    this.#waitMs = Math.max(this.#waitMs, (Number(headers['retry-after']) || 0) * 1000)
    this.#resetAt = Math.max(this.#resetAt, (Number(headers['x-ratelimit-reset']) || 0) * 1000)
  }

  #pay(what: string, cost: Cost): boolean {
    const needed: readonly Cost[] = cost === 'search' ? ['search', 'point'] : [cost]
    if (needed.some((kind) => this.#left[kind] === 0)) {
      this.note(`${capital(what)}: left out, since the questions for one incident were used up.`)
      return false
    }
    for (const kind of needed) this.#left[kind] -= 1
    return true
  }
}

async function within<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  signal.throwIfAborted()
  let stop = () => {}
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason)
    signal.addEventListener('abort', stop, { once: true })
  })
  try {
    return await Promise.race([work, aborted])
  } finally {
    signal.removeEventListener('abort', stop)
    // When time is up, nobody waits for it any more.
    work.catch(() => {})
  }
}

/** Whether the same question may well be answered later: all but what GitHub refuses for good. */
function isPassing(error: unknown): boolean {
  const status = statusOf(error)
  return isRateLimit(error) || status < 400 || status === 408 || status >= 500
}

function meetsAll(error: unknown): boolean {
  return statusOf(error) === 401 || isRateLimit(error)
}

function explain(error: unknown, signal: AbortSignal): string {
  if (signal.aborted) return 'there was no answer in time'
  const status = statusOf(error)
  if (isRateLimit(error)) return `GitHub allows no more requests${until(error)}`
  if (status === 401) return 'GitHub does not accept the token'
  if (status === 403) return 'GitHub does not allow it (403)'
  if (status === 404) return 'there is no such thing, or it may not be seen (404)'
  if (status >= 500) return `GitHub is in trouble (${status})`
  if (status > 0) return `GitHub answered with status ${status}`
  if (error instanceof Error && /^(?:Timeout|Abort)Error$/.test(error.name)) return 'there was no answer in time'
  return error instanceof Error ? error.message.replaceAll(/\s+/g, ' ').slice(0, 200) : 'unknown error'
}

/** When the limit is lifted, by the headers of the answer. */
function until(error: unknown): string {
  const headers = headersOfAnswer(error)
  const after = Number(headers['retry-after'])
  if (after > 0) return ` for ${after} s`
  const reset = Number(headers['x-ratelimit-reset'])
  return reset > 0 ? ` until ${new Date(reset * 1000).toISOString().slice(11, 16)} UTC` : ''
}

function headersOfAnswer(error: unknown): Readonly<Record<string, unknown>> {
  return error instanceof Error && 'response' in error ? headersOf(error.response) : {}
}

function headersOf(response: unknown): Readonly<Record<string, unknown>> {
  if (typeof response !== 'object' || response === null || !('headers' in response)) return {}
  return typeof response.headers === 'object' && response.headers !== null ? { ...response.headers } : {}
}

/** When to ask again, as ISO time. */
export function againAt(enquiry: Enquiry | null, now: Date): string | null {
  const at = enquiry?.askAgainAt(now.getTime()) ?? null
  return at === null ? null : new Date(at).toISOString()
}
