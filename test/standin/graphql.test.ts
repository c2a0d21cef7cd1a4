import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { installationToken, send } from './client.ts'
import { at, listAt, textAt } from './json.ts'
import { checkAnswer } from './openapi/check-answer.ts'
import { type Standin, startStandin } from './start-standin.ts'
import { seed } from './test-seed.ts'

let standin: Standin
let token = ''

beforeAll(async () => {
  standin = await startStandin(seed)
  token = await installationToken(standin)
  const issue = await standin.as('wendy').openIssue({ repository: 'acme/checkout', title: 'CPU', labels: ['bug'] })
  await standin.as('trish').comment(issue, 'Me too')
})
afterAll(() => standin.close())

const ask = (query: string, variables = {}, secret: string | null = token) =>
  send(standin, secret, 'POST', '/graphql', { query, variables })

describe('the GraphQL endpoint', () => {
  it('answers from the same store as the REST routes', async () => {
    const reply = await ask(
      `query ($owner: String!, $name: String!) {
        viewer { login }
        repository(owner: $owner, name: $name) {
          nameWithOwner
          isPrivate
          object(expression: "v1.0.0:Cargo.lock") { ... on Blob { text } }
          ref(qualifiedName: "refs/tags/v1.0.0") { compare(headRef: "main") { status aheadBy } }
          issue(number: 1) {
            title
            author { __typename login }
            labels(first: 5) { nodes { name } }
            comments(first: 10) { totalCount nodes { body author { login } } }
          }
        }
      }`,
      { owner: 'acme', name: 'checkout' },
    )
    expect(reply.json).toEqual({
      data: {
        viewer: { login: 'headwater[bot]' },
        repository: {
          nameWithOwner: 'acme/checkout',
          isPrivate: true,
          object: { text: '# version 1\n' },
          ref: { compare: { status: 'AHEAD', aheadBy: 1 } },
          issue: {
            title: 'CPU',
            author: { __typename: 'User', login: 'wendy' },
            labels: { nodes: [{ name: 'bug' }] },
            comments: { totalCount: 1, nodes: [{ body: 'Me too', author: { login: 'trish' } }] },
          },
        },
      },
    })
    expect(standin.violations).toEqual([])
  })

  it('refuses a search of more than five operators or 256 characters, by REST too', async () => {
    const status = async (text: string) =>
      (await send(standin, token, 'GET', `/search/issues?q=${encodeURIComponent(text)}`)).status
    expect(await status('a OR b OR c OR d OR e OR f')).toBe(200)
    expect(await status('a OR b OR c OR d OR e OR f OR g')).toBe(422)
    expect(await status('x'.repeat(257))).toBe(422)
  })

  it('searches issues by meaning, and says when it went by words alone', async () => {
    const search = async (text: string) => {
      const path = `/search/issues?search_type=hybrid&q=${encodeURIComponent(text)}`
      const reply = await send(standin, token, 'GET', path)
      const departures = checkAnswer('GET', '/search/issues', reply.status, reply.json)
      const reasons = listAt(reply.json, 'lexical_fallback_reason')
      return { status: reply.status, departures, found: listAt(reply.json, 'items').length, reasons }
    }
    const right = { status: 200, departures: [], found: 1, reasons: [] }
    expect(await search('repo:acme/checkout is:issue endless CPU wakeups')).toEqual(right)
    expect(await search('repo:acme/checkout is:issue "CPU"')).toEqual({ ...right, reasons: ['quoted_text'] })
    expect(await search('repo:acme/checkout CPU')).toEqual({ status: 422, departures: [], found: 0, reasons: [] })
  })

  it('searches issues', async () => {
    const reply = await ask(
      '{ search(query: "repo:acme/checkout is:issue CPU", type: ISSUE, first: 5) { issueCount nodes { ... on Issue { number } } } }',
    )
    expect(at(reply.json, 'data', 'search')).toEqual({ issueCount: 1, nodes: [{ number: 1 }] })
  })

  it('says 200 with errors, and hides what one may not see', async () => {
    const hidden = await ask('{ repository(owner: "acme", name: "elsewhere") { name } }')
    expect(hidden.status).toBe(200)
    expect(listAt(hidden.json, 'errors')[0]).toMatchObject({ type: 'NOT_FOUND', path: ['repository'] })
    expect((await ask('{ viewer { login } }', {}, null)).status).toBe(401)
  })

  it('holds a query against the published schema', async () => {
    const reply = await ask('{ viewer { shoeSize } }')
    expect(reply.status).toBe(200)
    expect(textAt(listAt(reply.json, 'errors')[0], 'message')).toContain('shoeSize')
    expect(standin.violations.at(-1)).toMatchObject({ path: '/graphql' })
  })
})
