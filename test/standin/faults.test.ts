import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appToken, installationToken, send } from './client.ts'
import { at, textAt } from './json.ts'
import { type Standin, startStandin } from './start-standin.ts'
import { seed } from './test-seed.ts'

let standin: Standin
let token = ''
let time = new Date('2025-02-03T10:00:00Z')
const comments = '/repos/acme/checkout/issues/1/comments'

beforeAll(async () => {
  standin = await startStandin(seed, { now: () => time })
  token = await installationToken(standin, 7, {}, time)
  await standin.as('wendy').openIssue({ repository: 'acme/checkout', title: 'CPU at 100%' })
})
afterAll(() => standin.close())

describe('a fault on demand', () => {
  it('hits as many requests as told, and no more', async () => {
    standin.fail({ method: 'POST', path: '/repos/*/comments', status: 502, times: 2 })
    const statuses: number[] = []
    for (let turn = 0; turn < 3; turn += 1) {
      statuses.push((await send(standin, token, 'POST', comments, { body: `turn ${turn}` })).status)
    }
    expect(statuses).toEqual([502, 502, 201])
  })

  it('can wait for the third request of the App, and cut the connection before anything happens', async () => {
    const pending = standin.fail({ method: 'POST', path: comments, isForApp: true, skip: 2, status: 'cut' })
    const turn = async (who: string) => (await send(standin, who, 'POST', comments, { body: 'third' })).status
    expect([await turn(token), await turn(standin.tokenOf('wendy')), await turn(token)]).toEqual([201, 201, 201])
    const before = (await standin.comments({ repository: 'acme/checkout', number: 1 })).length
    await expect(turn(token)).rejects.toThrow()
    expect(await standin.comments({ repository: 'acme/checkout', number: 1 })).toHaveLength(before)
    expect(pending).toMatchObject({ left: 0, hit: [`POST ${comments}`] })
  })

  it('can be the secondary rate limit', async () => {
    standin.fail({ path: comments, status: 'secondary-rate-limit', retryAfterSeconds: 7 })
    const reply = await send(standin, token, 'POST', comments, { body: 'x' })
    expect([reply.status, reply.headers.get('retry-after')]).toEqual([403, '7'])
    expect(textAt(reply.json, 'message')).toContain('secondary rate limit')
  })

  it('can hide that a request has succeeded', async () => {
    standin.fail({ method: 'POST', path: comments, status: 'timeout-after-success' })
    await expect(send(standin, token, 'POST', comments, { body: 'written, unheard' })).rejects.toThrow()
    const bodies = (await standin.comments({ repository: 'acme/checkout', number: 1 })).map((it) => textAt(it, 'body'))
    expect(bodies.filter((body) => body === 'written, unheard')).toHaveLength(1)
  })

  it('can keep everybody waiting', async () => {
    standin.fail({ path: comments, status: 'hang' })
    const signal = AbortSignal.timeout(200)
    await expect(fetch(`${standin.url}${comments}`, { signal })).rejects.toThrow()
    expect(standin.requests.at(-1)).toMatchObject({ path: comments, status: 0 })
  })
})

describe('the clock', () => {
  it('tells the time of everything that happens', async () => {
    time = new Date('2025-02-03T11:30:00Z')
    const fresh = await installationToken(standin, 7, {}, time)
    const reply = await send(standin, fresh, 'POST', comments, { body: 'at half past eleven' })
    expect(at(reply.json, 'created_at')).toBe('2025-02-03T11:30:00Z')
    expect(standin.requests.at(-1)?.time).toEqual(time)
  })

  it('ends tokens', async () => {
    time = new Date('2025-02-03T13:00:00Z')
    expect((await send(standin, token, 'GET', comments)).status).toBe(401)
    expect((await send(standin, appToken(standin), 'GET', '/app')).status).toBe(401)
    expect((await send(standin, appToken(standin, time), 'GET', '/app')).status).toBe(200)
  })
})

it('tells who asked what', async () => {
  const fresh = await installationToken(standin, 7, {}, time)
  await send(standin, fresh, 'POST', comments, { body: 'who?' })
  expect(standin.requests.at(-1)).toMatchObject({
    method: 'POST',
    path: comments,
    status: 201,
    host: 'api',
    actor: { kind: 'installation', id: 7 },
    body: { body: 'who?' },
  })
})
