import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { installationToken, send } from './client.ts'
import { listAt, numberAt, textAt } from './json.ts'
import { type Standin, startStandin } from './start-standin.ts'
import { seed } from './test-seed.ts'

let standin: Standin
let token = ''

beforeAll(async () => {
  standin = await startStandin(seed)
  token = await installationToken(standin)
})
afterAll(() => standin.close())

describe('an attachment of an issue', () => {
  const shapes = [
    { kind: 'file', path: /^\/user-attachments\/files\/\d+\/a\.1\.txt$/ },
    { kind: 'asset', path: /^\/user-attachments\/assets\/[0-9a-f-]{36}$/ },
    { kind: 'legacy', path: /^\/acme\/open-door\/files\/\d+\/a\.1\.txt$/ },
  ] as const
  for (const { kind, path } of shapes) {
    it(`is found by the ${kind} address, behind a redirect to the storage host`, async () => {
      const url = standin.attach({ kind, name: 'a (1).txt', content: 'samples', repository: 'acme/open-door' })
      expect(new URL(url).pathname).toMatch(path)
      const first = await send(standin, null, 'GET', url)
      const storage = first.headers.get('location') ?? ''
      expect(first.status).toBe(302)
      expect(storage.startsWith(standin.objectsUrl)).toBe(true)
      expect((await send(standin, null, 'GET', storage)).text).toBe('samples')
    })
  }

  it('is refused by the storage host when credentials come along', async () => {
    const url = standin.attach({ name: 'a.txt', content: 'samples' })
    const storage = (await send(standin, null, 'GET', url)).headers.get('location') ?? ''
    expect((await send(standin, token, 'GET', storage)).status).toBe(400)
  })

  const private_ = { name: 'a.txt', content: 'samples', repository: 'acme/checkout' }
  it('of a private repository can be beyond the reach of every token', async () => {
    const url = standin.attach({ ...private_, access: 'private-never' })
    expect((await send(standin, null, 'GET', url)).status).toBe(404)
    expect((await send(standin, token, 'GET', url)).status).toBe(404)
  })

  it('of a private repository can be had with a token that reads it', async () => {
    const url = standin.attach({ ...private_, access: 'private-with-token' })
    expect((await send(standin, null, 'GET', url)).status).toBe(404)
    expect((await send(standin, standin.tokenOf('stranger'), 'GET', url)).status).toBe(404)
    const storage = (await send(standin, token, 'GET', url)).headers.get('location') ?? ''
    expect((await send(standin, null, 'GET', storage)).text).toBe('samples')
  })

  it('comes with a signed link in the HTML of the text', async () => {
    const url = standin.attach({ ...private_, kind: 'asset', access: 'private-with-token' })
    const issue = await standin.as('wendy').openIssue({ repository: 'acme/checkout', title: 'CPU', body: `See ${url}` })
    const accept = { accept: 'application/vnd.github.full+json' }
    const shown = await send(standin, token, 'GET', `/repos/acme/checkout/issues/${issue.number}`, undefined, accept)
    const link = /href="([^"]+)"/.exec(textAt(shown.json, 'body_html'))?.[1] ?? ''
    expect((await send(standin, null, 'GET', link)).text).toBe('samples')
  })
})

describe('an artifact of a workflow run', () => {
  it('is listed by repository and run, and downloaded as a zip by redirect', async () => {
    const files = { 'cpu.folded': 'main;work 1\n' }
    const id = standin.addArtifact({ repository: 'acme/checkout', runId: 42, name: 'profile', files })
    standin.addArtifact({ repository: 'acme/checkout', runId: 43, name: 'other', files })
    const path = '/repos/acme/checkout/actions'
    const list = await send(standin, token, 'GET', `${path}/runs/42/artifacts`)
    expect(listAt(list.json, 'artifacts').map((artifact) => textAt(artifact, 'name'))).toEqual(['profile'])
    expect(numberAt((await send(standin, token, 'GET', `${path}/artifacts`)).json, 'total_count')).toBe(2)
    const reply = await send(standin, token, 'GET', `${path}/artifacts/${id}/zip`)
    expect(reply.status).toBe(302)
    const zip = await fetch(reply.headers.get('location') ?? '')
    expect(
      Buffer.from(await zip.arrayBuffer())
        .subarray(0, 4)
        .toString('latin1'),
    ).toBe('PK\u0003\u0004')
  })

  it('is gone when it has expired', async () => {
    const id = standin.addArtifact({ repository: 'acme/checkout', runId: 1, name: 'old', expired: true, files: {} })
    expect((await send(standin, token, 'GET', `/repos/acme/checkout/actions/artifacts/${id}/zip`)).status).toBe(410)
  })

  it('needs actions: read', async () => {
    const narrow = await installationToken(standin, 7, { permissions: { issues: 'write' } })
    expect((await send(standin, narrow, 'GET', '/repos/acme/checkout/actions/artifacts')).status).toBe(403)
  })
})
