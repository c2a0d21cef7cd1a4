import { RequestError } from '@octokit/request-error'
import { describe, expect, it } from 'vitest'
import { type FailureKind, judgeFailure } from '../../src/app/judge-failure.ts'
import { type Attempt, mostAttempts, patient, planRetry } from '../../src/app/plan-retry.ts'
import { HeadwaterError } from '../../src/errors.ts'

const now = new Date('2026-02-11T05:46:00Z')
const failed = (status: number, message = 'no', headers: Record<string, string> = {}) => {
  const request = { method: 'GET' as const, url: 'https://api.github.com/', headers: {} }
  return new RequestError(message, status, { request, response: { status, url: '', headers, data: {} } })
}

describe('why a job failed', () => {
  const cases: [string, unknown, FailureKind, number | null][] = [
    ['a secondary limit', failed(403, 'secondary rate limit', { 'retry-after': '90' }), 'limit', 90],
    ['a secondary limit without a time', failed(403, 'You have exceeded a secondary rate limit'), 'limit', 60],
    [
      'a primary limit',
      failed(403, 'API rate limit exceeded', {
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': String(now.getTime() / 1000 + 1200),
      }),
      'limit',
      1200,
    ],
    ['a limit that would last for days', failed(429, 'no', { 'retry-after': '1000000' }), 'limit', 3600],
    ['a missing permission', failed(403, 'Resource not accessible by integration'), 'refusal', null],
    ['GitHub being broken', failed(502), 'outage', null],
    [
      'no answer',
      new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: 'ECONNREFUSED' }) }),
      'outage',
      null,
    ],
    ['a time limit', new DOMException('late', 'TimeoutError'), 'outage', null],
    ['an index that is away', new HeadwaterError('index-unavailable', 'away'), 'outage', null],
    [
      'a database that restarts',
      new HeadwaterError('internal', 'the database refuses: terminating connection', {
        cause: Object.assign(new Error('terminating connection'), { code: '57P01' }),
      }),
      'outage',
      null,
    ],
    ['a mistake of ours', new TypeError('undefined is not a function'), 'fault', null],
    ['a thing that is no error', 'odd', 'fault', null],
  ]
  for (const [what, error, kind, waitSeconds] of cases) {
    it(`is ${kind} for ${what}`, () => expect(judgeFailure(error, now)).toEqual({ kind, waitSeconds }))
  }
})

describe('a failed job', () => {
  const most = mostAttempts(patient)
  const attempt = (change: Partial<Attempt> = {}) => ({ retryCount: 0, retryLimit: most, ageMs: 1000, ...change })
  const plan = (kind: FailureKind, job: Attempt, waitSeconds: number | null = null) =>
    planRetry({ kind, waitSeconds }, job, patient)
  const isGivenUp = (kind: FailureKind, job: Attempt) => job.retryCount >= plan(kind, job).retryLimit

  it('waits for the limit to be reset, with jitter, and loses no attempt by that', () => {
    const { delay, retryLimit, doubles } = plan('limit', attempt(), 600)
    expect(delay).toBeGreaterThanOrEqual(600)
    expect(delay).toBeLessThanOrEqual(630)
    expect([retryLimit, doubles]).toEqual([most + 1, false])
  })

  it('is given up where limits kept it from being done for a day', () => {
    expect(isGivenUp('limit', attempt({ ageMs: 25 * 3_600_000 }))).toBe(true)
  })

  const attempts: [FailureKind, number][] = [
    ['outage', 9],
    ['fault', 3],
    ['refusal', 2],
  ]
  for (const [kind, times] of attempts) {
    it(`is tried ${times} times more after ${kind}, with waits between that double`, () => {
      expect(isGivenUp(kind, attempt({ retryCount: times - 1 }))).toBe(false)
      expect(isGivenUp(kind, attempt({ retryCount: times }))).toBe(true)
      // Three waits for limits before count as nothing.
      expect(isGivenUp(kind, attempt({ retryCount: times + 2, retryLimit: most + 3 }))).toBe(false)
      expect(plan(kind, attempt()).doubles).toBe(true)
    })
  }
})
