/**
 * GitHub's limits for an App, counted for each installation and for the App itself. What people do is not counted: the
 * tests make them do in seconds what takes them days.
 *
 * https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api: 5,000 requests an hour, at most 100 at
 * the same time, 900 points a minute by REST (1 to read, 5 to write) and 2,000 by GraphQL, 80 requests a minute and 500 an
 * hour that make content; which ones do, GitHub's OpenAPI description says. It says too that semantic and hybrid search
 * have 10 a minute; https://docs.github.com/rest/search/search gives search 30.
 */
import { problem } from '../answers.ts'
import { textAt } from '../json.ts'
import type { Answer, Call, RateRefusal } from '../types.ts'
import type { HarshClock } from './harshness.ts'
import { SlidingWindow } from './sliding-window.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const mostAtOnce = 100

interface SecondaryLimit {
  readonly name: RateRefusal['limit']
  readonly most: number
  readonly windowMs: number
  readonly points: (asked: Asked) => number
  /** GitHub does not always say how long to wait. */
  readonly isTold: boolean
}

/** What a limit looks at in a request. */
interface Asked {
  readonly call: Call
  /** Whether GitHub says of this route that it makes content. */
  readonly makesContent: boolean
}

const isGraphql = ({ call }: Asked) => call.path === '/graphql'
const isRead = ({ call }: Asked) => ['GET', 'HEAD', 'OPTIONS'].includes(call.method)
const isMutation = ({ call }: Asked) => /^\s*mutation\b/.test(textAt(call.json, 'query'))
const isMeaningSearch = ({ call }: Asked) =>
  call.path === '/search/issues' && ['semantic', 'hybrid'].includes(call.url.searchParams.get('search_type') ?? '')

const secondary: readonly SecondaryLimit[] = [
  limit('content-per-minute', 80, minuteMs, ({ makesContent }) => Number(makesContent), true),
  limit('content-per-hour', 500, hourMs, ({ makesContent }) => Number(makesContent), true),
  limit('points-per-minute', 900, minuteMs, (asked) => (isGraphql(asked) ? 0 : isRead(asked) ? 1 : 5), false),
  limit(
    'graphql-points-per-minute',
    2000,
    minuteMs,
    (asked) => (isGraphql(asked) ? (isMutation(asked) ? 5 : 1) : 0),
    false,
  ),
  limit('meaning-searches-per-minute', 10, minuteMs, (asked) => Number(isMeaningSearch(asked)), true),
]

function limit(
  name: SecondaryLimit['name'],
  most: number,
  windowMs: number,
  points: SecondaryLimit['points'],
  isTold: boolean,
): SecondaryLimit {
  return { name, most, windowMs, points, isTold }
}

const primary = {
  core: { most: 5000, windowMs: hourMs },
  graphql: { most: 5000, windowMs: hourMs },
  search: { most: 30, windowMs: minuteMs },
} as const
type Resource = keyof typeof primary

/** What one installation has used up. */
interface Account {
  readonly primary: Record<Resource, { used: number; endsMs: number }>
  readonly secondary: readonly SlidingWindow[]
  atOnce: number
}

export interface RateLimits {
  /**
   * Lets a request through, or refuses it.
   * @param carryOut does it; what was not modified costs nothing
   */
  readonly admit: (asked: Asked, carryOut: () => Promise<Answer>) => Promise<Answer>
  readonly refusals: readonly RateRefusal[]
}

export function createRateLimits(clock: HarshClock, now: () => Date): RateLimits {
  const accounts = new Map<string, Account>()
  const refusals: RateRefusal[] = []
  const refuse = ({ call }: Asked, name: RateRefusal['limit'], answer: Answer): Answer => {
    refusals.push({ limit: name, method: call.method, path: call.path, time: now() })
    return answer
  }
  return {
    refusals,
    async admit(asked, carryOut) {
      const name = accountOf(asked.call)
      if (name === null) return carryOut()
      const account = accounts.get(name) ?? makeAccount()
      accounts.set(name, account)
      const resource = resourceOf(asked.call)
      const window = account.primary[resource]
      if (window.endsMs <= clock.nowMs()) {
        window.used = 0
        window.endsMs = clock.nowMs() + primary[resource].windowMs
      }
      const told = () => primaryHeaders(clock, now, resource, window)
      if (window.used >= primary[resource].most) {
        const answer = problem(403, `API rate limit exceeded for ${name}.`)
        return refuse(asked, resource, { ...answer, headers: told() })
      }
      const exceeded = exceededBy(account, asked, clock)
      if (exceeded)
        return refuse(asked, exceeded.name, { ...exceeded.answer, headers: { ...told(), ...exceeded.answer.headers } })
      account.atOnce += 1
      window.used += 1
      try {
        const answer = await carryOut()
        if (answer.status === 304) window.used -= 1
        return { ...answer, headers: { ...answer.headers, ...told() } }
      } finally {
        account.atOnce -= 1
      }
    },
  }
}

function accountOf({ actor }: Call): string | null {
  if (actor.kind === 'installation') return `installation ID ${actor.id}`
  return actor.kind === 'app' ? `app ${actor.slug}` : null
}

function makeAccount(): Account {
  const fresh = () => ({ used: 0, endsMs: 0 })
  return {
    primary: { core: fresh(), graphql: fresh(), search: fresh() },
    secondary: secondary.map(({ most, windowMs }) => new SlidingWindow(most, windowMs)),
    atOnce: 0,
  }
}

function resourceOf({ path }: Call): Resource {
  if (path === '/graphql') return 'graphql'
  return path.startsWith('/search/') ? 'search' : 'core'
}

/** Counts a request, or says which secondary limit it would break. */
function exceededBy(
  account: Account,
  asked: Asked,
  clock: HarshClock,
): { name: RateRefusal['limit']; answer: Answer } | null {
  const answer = problem(
    403,
    'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
  )
  if (account.atOnce >= mostAtOnce) return { name: 'at-once', answer }
  const nowMs = clock.nowMs()
  for (const [index, { name, points, isTold }] of secondary.entries()) {
    const waitMs = account.secondary[index]?.waitMs(points(asked), nowMs) ?? 0
    if (waitMs === 0) continue
    const headers = isTold ? { 'retry-after': String(clock.clientSeconds(waitMs)) } : {}
    return { name, answer: { ...answer, headers } }
  }
  for (const [index, { points }] of secondary.entries()) account.secondary[index]?.add(points(asked), nowMs)
  return null
}

function primaryHeaders(
  clock: HarshClock,
  now: () => Date,
  resource: Resource,
  { used, endsMs }: { used: number; endsMs: number },
): Record<string, string> {
  const { most } = primary[resource]
  const reset = Math.floor(now().getTime() / 1000) + clock.clientSeconds(endsMs - clock.nowMs())
  return {
    'x-ratelimit-limit': String(most),
    'x-ratelimit-remaining': String(Math.max(0, most - used)),
    'x-ratelimit-used': String(used),
    'x-ratelimit-reset': String(reset),
    'x-ratelimit-resource': resource,
  }
}
