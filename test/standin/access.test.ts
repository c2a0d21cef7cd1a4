import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { appToken, installationToken, send } from './client.ts'
import { listAt, textAt } from './json.ts'
import { type Standin, startStandin } from './start-standin.ts'
import { seed } from './test-seed.ts'

let standin: Standin
let token = ''
const checkout = '/repos/acme/checkout'

beforeAll(async () => {
  standin = await startStandin(seed, { maxBodyBytes: 200_000 })
  token = await installationToken(standin)
  await standin.as('wendy').openIssue({ repository: 'acme/checkout', title: 'CPU at 100%' })
  await standin.as('wendy').openIssue({ repository: 'acme/open-door', title: 'Public' })
})
afterAll(() => standin.close())
beforeEach(() => {
  ;(standin.violations as unknown[]).length = 0
})

describe('who asks', () => {
  const who = {
    nobody: () => null,
    'a wrong token': () => 'ghs_wrong',
    stranger: () => standin.tokenOf('stranger'),
    rita: () => standin.tokenOf('rita'),
    trish: () => standin.tokenOf('trish'),
    wendy: () => standin.tokenOf('wendy'),
    'the App': () => appToken(standin),
    'an installation': () => token,
  }
  const cases: [keyof typeof who, string, string, unknown, number][] = [
    ['nobody', 'GET', checkout, undefined, 404],
    ['a wrong token', 'GET', '/repos/acme/open-door', undefined, 401],
    ['stranger', 'GET', `${checkout}/issues/1`, undefined, 404],
    ['stranger', 'GET', '/repos/acme/open-door/issues/1', undefined, 200],
    ['stranger', 'POST', '/repos/acme/open-door/issues/1/labels', { labels: ['bug'] }, 403],
    ['rita', 'GET', `${checkout}/issues/1`, undefined, 200],
    ['rita', 'POST', `${checkout}/issues/1/labels`, { labels: ['bug'] }, 403],
    ['rita', 'PATCH', `${checkout}/issues/1`, { state: 'closed' }, 403],
    ['rita', 'GET', `${checkout}/collaborators/wendy/permission`, undefined, 403],
    ['trish', 'POST', `${checkout}/issues/1/labels`, { labels: ['bug'] }, 200],
    ['trish', 'PUT', `${checkout}/issues/1/lock`, { lock_reason: 'resolved' }, 403],
    ['wendy', 'PUT', `${checkout}/contents/a.txt`, { message: 'Add', content: 'YQ==' }, 201],
    ['rita', 'PUT', `${checkout}/contents/b.txt`, { message: 'Add', content: 'YQ==' }, 403],
    ['an installation', 'GET', '/REPOS/acme/checkout'.toLowerCase(), undefined, 200],
    ['an installation', 'GET', '/repos/ACME/Checkout/issues/1', undefined, 200],
    ['an installation', 'GET', '/repos/acme/elsewhere', undefined, 404],
    ['an installation', 'GET', '/user', undefined, 403],
    ['an installation', 'POST', '/repos/acme/open-door/forks', {}, 403],
    ['an installation', 'GET', '/app', undefined, 401],
    ['the App', 'GET', '/app', undefined, 200],
    ['the App', 'GET', `${checkout}/installation`, undefined, 200],
    ['the App', 'GET', `${checkout}/issues/1`, undefined, 404],
    ['nobody', 'POST', '/repos/acme/open-door/issues/1/comments', { body: 'x' }, 401],
  ]
  for (const [name, method, path, body, status] of cases) {
    it(`${name}: ${method} ${path} is ${status}`, async () => {
      const reply = await send(standin, who[name](), method, path, body)
      expect([reply.status, reply.text]).toEqual([status, expect.anything()])
      if (status >= 400) expect(reply.json).toMatchObject({ message: expect.any(String), status: String(status) })
    })
  }

  it('tells the role of anyone: members, readers and those who have none', async () => {
    const roleOf = async (login: string) => {
      const reply = await send(standin, token, 'GET', `${checkout}/collaborators/${login}/permission`)
      return [textAt(reply.json, 'permission'), textAt(reply.json, 'role_name')]
    }
    expect(await roleOf('mona')).toEqual(['admin', 'admin'])
    expect(await roleOf('wendy')).toEqual(['write', 'write'])
    expect(await roleOf('trish')).toEqual(['read', 'triage'])
    expect(await roleOf('stranger')).toEqual(['none', 'none'])
    standin.setRole('stranger', 'acme/checkout', 'admin')
    expect(await roleOf('stranger')).toEqual(['admin', 'admin'])
    standin.setRole('stranger', 'acme/checkout', 'none')
  })

  it('gives a narrowed token no more than was asked for', async () => {
    const narrow = await installationToken(standin, 7, { repositories: ['open-door'], permissions: { issues: 'read' } })
    expect((await send(standin, narrow, 'GET', checkout)).status).toBe(404)
    expect((await send(standin, narrow, 'POST', '/repos/acme/open-door/issues/1/comments', { body: 'x' })).status).toBe(
      403,
    )
    const greedy = { permissions: { administration: 'write' } }
    const refused = await send(standin, appToken(standin), 'POST', '/app/installations/7/access_tokens', greedy)
    expect(refused.status).toBe(422)
  })

  it('lists what an installation covers', async () => {
    const reply = await send(standin, token, 'GET', '/installation/repositories')
    const names = listAt(reply.json, 'repositories').map((repository) => textAt(repository, 'full_name'))
    expect(names).toEqual(['acme/checkout', 'acme/open-door'])
  })
})

describe('what GitHub does not take', () => {
  it('a comment of more than 65,536 characters, or a blank one', async () => {
    const path = `${checkout}/issues/1/comments`
    const long = await send(standin, token, 'POST', path, { body: 'x'.repeat(65_537) })
    expect(long.status).toBe(422)
    expect(textAt(listAt(long.json, 'errors')[0], 'field')).toBe('body')
    expect((await send(standin, token, 'POST', path, { body: ' ' })).status).toBe(422)
    expect((await send(standin, token, 'POST', path, { body: 'x'.repeat(65_536) })).status).toBe(201)
  })

  it('a comment of the App on a locked issue', async () => {
    const issue = await standin.as('mona').openIssue({ repository: 'acme/checkout', title: 'Locked' })
    await standin.as('mona').lockIssue(issue)
    const reply = await send(standin, token, 'POST', `${checkout}/issues/${issue.number}/comments`, { body: 'x' })
    expect([reply.status, textAt(reply.json, 'message')]).toEqual([
      403,
      'Unable to create comment because issue is locked.',
    ])
  })

  it('a body that is longer than allowed', async () => {
    const reply = await send(standin, token, 'POST', `${checkout}/git/blobs`, { content: 'x'.repeat(300_000) })
    expect(reply.status).toBe(413)
  })

  it('a field of the wrong kind, or none where one is needed', async () => {
    const wrong = await send(standin, token, 'POST', `${checkout}/issues`, { title: 'x', labels: 'bug' })
    expect([wrong.status, textAt(listAt(wrong.json, 'errors')[0], 'field')]).toEqual([422, 'labels'])
    const missing = await send(standin, token, 'POST', `${checkout}/issues`, {})
    expect([missing.status, textAt(listAt(missing.json, 'errors')[0], 'code')]).toEqual([422, 'missing_field'])
  })
})

describe("GitHub's own description", () => {
  const cases: [string, string, string, unknown, string][] = [
    ['a made-up field', 'POST', `${checkout}/issues/1/comments`, { body: 'x', colour: 'red' }, 'colour'],
    ['a made-up query', 'GET', `${checkout}/issues?sorted=yes`, undefined, 'sorted'],
    ['a made-up route', 'GET', `${checkout}/incidents`, undefined, 'no such route'],
    ['a wrong kind', 'GET', `${checkout}/issues?per_page=many`, undefined, 'per_page'],
    ['a word that is none of those allowed', 'POST', `${checkout}/issues/1/reactions`, { content: 'wave' }, 'content'],
  ]
  for (const [name, method, path, body, what] of cases) {
    it(`is held against ${name}`, async () => {
      await send(standin, token, method, path, body)
      expect(standin.violations).toHaveLength(1)
      expect(standin.violations[0]?.what).toContain(what)
    })
  }

  it('is content with what GitHub takes', async () => {
    const query = 'state=all&labels=bug,incident-profile&per_page=100&page=1&since=2025-01-01T00:00:00Z'
    await send(standin, token, 'GET', `${checkout}/issues?${query}`)
    await send(standin, token, 'GET', `${checkout}/contents/src%2Fmain.rs?ref=main`)
    await send(standin, token, 'GET', `${checkout}/git/ref/heads%2Fmain`)
    await send(standin, token, 'PATCH', `${checkout}/issues/1`, { title: 'New', milestone: null, labels: ['bug'] })
    await send(standin, token, 'GET', '/search/issues?q=repo:acme/checkout+is:issue+CPU')
    await send(standin, token, 'GET', '/rate_limit')
    expect(standin.violations).toEqual([])
  })
})
