import { describe, expect, it } from 'vitest'
import type { Actor, Answer, Call } from '../types.ts'
import { createHarshClock } from './harshness.ts'
import { createRateLimits } from './rate-limits.ts'

const app: Actor = { kind: 'app', slug: 'headwater' }
const installation = (id: number): Actor => ({
  kind: 'installation',
  id,
  account: 'acme',
  permissions: {},
  repositories: 'all',
  token: '',
})

interface Question {
  readonly method?: string
  readonly path?: string
  readonly query?: string
  readonly actor?: Actor
  readonly makesContent?: boolean
  readonly answer?: () => Promise<Answer>
}

/** Asks until refused, all at one moment. */
function startLimits() {
  let timeMs = 0
  const clock = createHarshClock({ machineMs: () => timeMs })
  const limits = createRateLimits(clock, () => new Date(1_000_000))
  const ask = ({
    method = 'GET',
    path = '/repos/acme/checkout',
    query = '',
    actor = installation(7),
    ...rest
  }: Question) => {
    const url = new URL(`http://127.0.0.1${path}${query}`)
    const json = path === '/graphql' ? { query: 'query { viewer { login } }' } : undefined
    const call: Call = { method, path, url, actor, json, headers: {}, bytes: Buffer.alloc(0), repository: null }
    const answer = rest.answer ?? (async () => ({ status: 200 }))
    return limits.admit({ call, makesContent: rest.makesContent ?? false }, answer)
  }
  const granted = async (question: Question): Promise<number> => {
    for (let count = 0; ; count += 1) if ((await ask(question)).status === 403) return count
  }
  return {
    ask,
    granted,
    limits,
    pass: (seconds: number) => {
      timeMs += seconds * 1000
    },
  }
}

const comment = { method: 'POST', path: '/repos/acme/checkout/issues/1/comments', makesContent: true }

describe('an installation is granted', () => {
  it('80 requests a minute that make content, and 500 an hour', async () => {
    const { granted, pass, limits, ask } = startLimits()
    const counts = []
    for (let minute = 0; minute < 7; minute += 1) {
      counts.push(await granted(comment))
      pass(60)
    }
    expect(counts).toEqual([80, 80, 80, 80, 80, 80, 20])
    expect(new Set(limits.refusals.map(({ limit }) => limit))).toEqual(
      new Set(['content-per-minute', 'content-per-hour']),
    )
    const told = Number((await ask(comment)).headers?.['retry-after'])
    pass(told - 1)
    expect((await ask(comment)).status).toBe(403)
    pass(1)
    expect((await ask(comment)).status).toBe(200)
  })

  const grants: readonly (readonly [string, Question, number, number])[] = [
    ['900 reads a minute', {}, 900, 60],
    ['180 writes a minute', { method: 'DELETE' }, 180, 60],
    ['2,000 queries of GraphQL a minute', { method: 'POST', path: '/graphql' }, 2_000, 60],
    ['30 searches a minute', { path: '/search/issues' }, 30, 60],
    ['10 searches by meaning a minute', { path: '/search/issues', query: '?search_type=hybrid' }, 10, 60],
  ]
  for (const [what, question, most, seconds] of grants) {
    it(what, async () => {
      const { granted, pass } = startLimits()
      expect(await granted(question)).toBe(most)
      pass(seconds)
      expect(await granted(question)).toBe(most)
    })
  }

  it('5,000 requests an hour, and told when the hour ends', async () => {
    const { granted, pass, ask } = startLimits()
    let all = 0
    for (let minute = 0; minute < 6; minute += 1) {
      all += await granted({})
      pass(60)
    }
    expect(all).toBe(5_000)
    const { headers, body } = await ask({})
    expect(body).toMatchObject({ message: expect.stringContaining('API rate limit exceeded') })
    expect(headers).toMatchObject({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(1_000 + 3_600 - 360) })
  })

  it('100 requests at the same time', async () => {
    const { ask } = startLimits()
    let release = () => {}
    const gate = new Promise<void>((resolve) => {
      release = resolve
    })
    const waiting = Array.from({ length: 100 }, () => ask({ answer: () => gate.then(() => ({ status: 200 })) }))
    expect((await ask({})).status).toBe(403)
    release()
    await Promise.all(waiting)
    expect((await ask({})).status).toBe(200)
  })

  it('its own share: other installations and the App itself have theirs', async () => {
    const { granted, ask } = startLimits()
    await granted({})
    expect((await ask({ actor: installation(8) })).status).toBe(200)
    expect((await ask({ actor: app })).status).toBe(200)
  })
})
