import { afterEach, describe, expect, it } from 'vitest'
import { installationToken, send } from '../client.ts'
import { listAt, numberAt, textAt } from '../json.ts'
import { type Standin, startStandin } from '../start-standin.ts'
import { seed } from '../test-seed.ts'
import type { Harshness } from './harshness.ts'

let standin: Standin
let token: string
let timeMs = 0
afterEach(() => standin.close())

const checkout = '/repos/acme/checkout'
const comments = `${checkout}/issues/1/comments`

async function start(harsh: Harshness): Promise<void> {
  standin = await startStandin(seed, { harsh: { ...harsh, machineMs: () => timeMs } })
  token = await installationToken(standin)
  await standin.as('wendy').openIssue({ repository: 'acme/checkout', title: 'CPU at 100%' })
}
const ask = (method: string, path: string, body?: unknown, headers = {}) =>
  send(standin, token, method, path, body, headers)
const comment = (body: string) => ask('POST', comments, { body })
const bodies = async () => listAt((await ask('GET', comments)).json).map((one) => textAt(one, 'body'))

describe('a list on a harsh stand-in', () => {
  it('shows what was added, changed and deleted two seconds later, while a single thing is fresh', async () => {
    await start({})
    const later = async () => {
      timeMs += 2_001
      return bodies()
    }
    const id = numberAt((await comment('first')).json, 'id')
    expect(await bodies()).toEqual([])
    expect(textAt((await ask('GET', `${checkout}/issues/comments/${id}`)).json, 'body')).toBe('first')
    expect(await later()).toEqual(['first'])
    await ask('PATCH', `${checkout}/issues/comments/${id}`, { body: 'second' })
    await ask('PATCH', `${checkout}/issues/comments/${id}`, { body: 'third' })
    expect(await bodies()).toEqual(['first'])
    expect(await later()).toEqual(['third'])
    await ask('DELETE', `${checkout}/issues/comments/${id}`)
    expect(await bodies()).toEqual(['third'])
    expect(await later()).toEqual([])
  })

  it('shows a branch and a pull request as they were; ten times sooner where the clock is ten times faster', async () => {
    await start({ clockFactor: 10 })
    const sha = await standin.repository('acme/checkout').commit({ branch: 'fix/one', files: { 'a.txt': 'a' } })
    await ask('POST', `${checkout}/git/refs`, { ref: 'refs/heads/fix/two', sha })
    await ask('POST', `${checkout}/pulls`, { head: 'fix/one', base: 'main', title: 'Fix' })
    const seen = async () => {
      const pulls = listAt((await ask('GET', `${checkout}/pulls?head=acme:fix/one`)).json)
      const refs = listAt((await ask('GET', `${checkout}/git/matching-refs/heads/fix/`)).json)
      return [pulls.length, refs.length]
    }
    expect(await seen()).toEqual([0, 1])
    timeMs += 201
    expect(await seen()).toEqual([1, 2])
    await ask('PATCH', `${checkout}/pulls/2`, { state: 'closed' })
    await ask('DELETE', `${checkout}/git/refs/heads/fix/two`)
    expect(await seen()).toEqual([1, 2])
    timeMs += 201
    expect(await seen()).toEqual([0, 1])
  })
})

describe('a harsh stand-in', () => {
  it('tells an App what is left, refuses what is too much, and lets people do what they do', async () => {
    await start({ clockFactor: 60 })
    for (let turn = 1; turn <= 80; turn += 1) expect((await comment('x')).status).toBe(201)
    const refused = await comment('one too many')
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([403, '1'])
    expect(textAt(refused.json, 'message')).toContain('secondary rate limit')
    expect(refused.headers.get('x-ratelimit-used')).toBe('80')
    expect(standin.rateRefusals.map(({ limit, path }) => [limit, path])).toEqual([['content-per-minute', comments]])
    await standin.as('wendy').comment({ repository: 'acme/checkout', number: 1 }, 'by hand')
    timeMs += 1_001
    expect((await comment('later')).status).toBe(201)
  })

  it('counts nothing for what has not changed', async () => {
    await start({})
    const first = await ask('GET', checkout)
    const again = await ask('GET', checkout, undefined, { 'if-none-match': first.headers.get('etag') ?? '' })
    expect([again.status, again.text]).toEqual([304, ''])
    expect((await ask('GET', checkout)).headers.get('x-ratelimit-used')).toBe('2')
  })

  it('carries out requests that it never answers', async () => {
    await start({})
    const heard = async (randomSeed: number) => {
      await standin.close()
      standin = await startStandin(seed, { harsh: { lostShare: 0.4, randomSeed, machineMs: () => timeMs } })
      while (token === '') token = await installationToken(standin).catch(() => '')
      await standin.as('wendy').openIssue({ repository: 'acme/checkout', title: 'CPU at 100%' })
      const answers = await Promise.allSettled(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map(comment))
      expect(await standin.comments({ repository: 'acme/checkout', number: 1 })).toHaveLength(8)
      return answers.filter(({ status }) => status === 'fulfilled').length
    }
    token = ''
    expect(await heard(3)).toBeLessThan(8)
  })
})
