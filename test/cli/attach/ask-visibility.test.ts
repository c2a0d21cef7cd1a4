import { describe, expect, it } from 'vitest'
import { askVisibility } from '../../../src/cli/attach/ask-visibility.ts'
import { parseIssueUrl } from '../../../src/cli/attach/parse-issue-url.ts'

interface Case {
  readonly what: string
  readonly issue?: string
  readonly env?: Readonly<Record<string, string>>
  /** What is answered to whoever asks, and to whoever shows a token. */
  readonly anyone: Response | Error
  readonly token?: Response
  readonly expected: string
  readonly asked?: string
}

const json = (status: number, body: unknown): Response => Response.json(body, { status })
const notFound = (): Response => json(404, { message: 'Not Found' })
const onServer = 'https://github.acme.example/acme/checkout/issues/12'

const cases: readonly Case[] = [
  { what: 'a public repository', anyone: json(200, { private: false }), expected: 'public' },
  { what: 'one that strangers do not see', anyone: notFound(), expected: 'not-public' },
  { what: 'a rate limit', anyone: json(403, { message: 'API rate limit exceeded' }), expected: 'unknown' },
  { what: 'no network', anyone: new Error('ENOTFOUND'), expected: 'unknown' },
  { what: "a proxy's page", anyone: new Response('<html>', { status: 404 }), expected: 'unknown' },
  { what: 'another 404', anyone: json(404, { error: 'no route' }), expected: 'unknown' },
  { what: 'an answer without the fact', anyone: json(200, {}), expected: 'unknown' },
  {
    what: 'a server that wants everyone to sign in',
    issue: onServer,
    env: { GITHUB_TOKEN: 't' },
    anyone: json(401, { message: 'Requires authentication' }),
    token: json(200, { private: true, visibility: 'internal' }),
    expected: 'not-public',
    asked: 'https://github.acme.example/api/v3/repos/acme/checkout',
  },
  {
    what: "an API of another host, whose 'not found' says nothing",
    env: { GITHUB_API_URL: 'https://github.acme.example/api/v3' },
    anyone: json(200, { private: false }),
    expected: 'public',
    asked: 'https://api.github.com/repos/acme/checkout',
  },
  {
    what: 'the API that the environment names for the same host',
    issue: onServer,
    env: { GITHUB_API_URL: 'https://api.github.acme.example/' },
    anyone: notFound(),
    expected: 'not-public',
    asked: 'https://api.github.acme.example/repos/acme/checkout',
  },
]

describe('whether a repository is public', () => {
  for (const { what, issue, env, anyone, token, expected, asked } of cases) {
    it(`${what}: ${expected}`, async () => {
      const urls: string[] = []
      const fetch = async (url: URL, init: RequestInit): Promise<Response> => {
        urls.push(url.href)
        const answer = new Headers(init.headers).has('authorization') ? token : anyone
        if (answer instanceof Response) return answer
        throw answer ?? new Error('the token was not to be sent')
      }
      const address = parseIssueUrl(issue ?? 'https://github.com/acme/checkout/issues/12')
      expect(await askVisibility(address, env ?? {}, fetch)).toBe(expected)
      if (asked !== undefined) expect(urls[0]).toBe(asked)
    })
  }
})
