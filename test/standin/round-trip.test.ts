import { createHmac } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appToken, installationToken, send } from './client.ts'
import { type Json, listAt, numberAt, parseJson, textAt } from './json.ts'
import { type Standin, startStandin } from './start-standin.ts'
import { seed } from './test-seed.ts'

let standin: Standin
let app: Server
let heard: { event: string; guid: string; isSigned: boolean; payload: Json }[] = []
let answerStatus = 202

beforeAll(async () => {
  standin = await startStandin(seed)
  app = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
    const body = Buffer.concat(chunks)
    const signature = `sha256=${createHmac('sha256', 'a secret of the tests').update(body).digest('hex')}`
    heard.push({
      event: String(request.headers['x-github-event']),
      guid: String(request.headers['x-github-delivery']),
      isSigned: request.headers['x-hub-signature-256'] === signature,
      payload: parseJson(body) ?? null,
    })
    if (answerStatus === 202 && textAt(heard.at(-1)?.payload, 'action') === 'labeled')
      await answerLabel(heard.at(-1)?.payload)
    response.writeHead(answerStatus).end('thanks')
  })
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve))
  standin.setWebhookUrl(`http://127.0.0.1:${(app.address() as AddressInfo).port}/hook`)
})

afterAll(async () => {
  app.close()
  await standin.close()
})

/** The smallest App: answers a label with a reaction and a comment. */
async function answerLabel(payload: Json | undefined): Promise<void> {
  const token = await installationToken(standin, numberAt(payload, 'installation', 'id'))
  const issue = `/repos/${textAt(payload, 'repository', 'full_name')}/issues/${numberAt(payload, 'issue', 'number')}`
  await send(standin, token, 'POST', `${issue}/reactions`, { content: 'eyes' })
  await send(standin, token, 'POST', `${issue}/comments`, { body: 'Reading 2 profiles.' })
}

describe('an App that listens', () => {
  it('answers a label with a comment in its own name', async () => {
    heard = []
    const wendy = standin.as('wendy')
    const issue = await wendy.openIssue({ repository: 'acme/checkout', title: 'CPU at 100%' })
    await wendy.label(issue, 'incident-profile')
    await standin.settled()
    expect(heard.map(({ event, payload }) => `${event}.${textAt(payload, 'action')}`)).toEqual([
      'issues.opened',
      'issues.labeled',
      'issue_comment.created',
    ])
    expect(heard.every(({ isSigned }) => isSigned)).toBe(true)
    expect(textAt(heard[1]?.payload, 'label', 'name')).toBe('incident-profile')
    expect(textAt(heard[1]?.payload, 'sender', 'login')).toBe('wendy')
    const [comment] = await standin.comments(issue)
    expect(textAt(comment, 'body')).toBe('Reading 2 profiles.')
    expect(textAt(comment, 'user', 'login')).toBe('headwater[bot]')
    const shown = await send(standin, standin.tokenOf('wendy'), 'GET', '/repos/acme/checkout/issues/1')
    expect(numberAt(shown.json, 'reactions', 'eyes')).toBe(1)
    expect(standin.violations).toEqual([])
  })

  it('hears of an issue form: opened with the label on, then labeled in the name of its author', async () => {
    heard = []
    const rita = standin.as('rita')
    await rita.openIssue({ repository: 'acme/checkout', title: 'Slow', labels: ['incident-profile'], form: true })
    await standin.settled()
    const [opened, labeled] = heard
    expect(listAt(opened?.payload, 'issue', 'labels').map((label) => textAt(label, 'name'))).toEqual([
      'incident-profile',
    ])
    expect(textAt(labeled?.payload, 'action')).toBe('labeled')
    expect(textAt(labeled?.payload, 'sender', 'login')).toBe('rita')
  })

  it("does not hear of a reader's labels by the API: they are dropped", async () => {
    heard = []
    const issue = await standin.as('rita').openIssue({ repository: 'acme/checkout', title: 'Slow', labels: ['bug'] })
    await standin.settled()
    expect(heard.map(({ payload }) => textAt(payload, 'action'))).toEqual(['opened'])
    expect(listAt(await standin.look(`/repos/acme/checkout/issues/${issue.number}`), 'labels')).toEqual([])
  })

  it('hears what an edit replaced', async () => {
    const wendy = standin.as('wendy')
    const issue = await wendy.openIssue({ repository: 'acme/checkout', title: 'Edits', body: 'before' })
    const comment = await wendy.comment(issue, '/upstream help')
    await standin.settled()
    heard = []
    await wendy.editComment('acme/checkout', comment, '/upstream diagnose')
    await wendy.editIssue(issue, { body: 'after' })
    await wendy.deleteComment('acme/checkout', comment)
    await standin.settled()
    expect(heard.map(({ event, payload }) => `${event}.${textAt(payload, 'action')}`)).toEqual([
      'issue_comment.edited',
      'issues.edited',
      'issue_comment.deleted',
    ])
    expect(textAt(heard[0]?.payload, 'changes', 'body', 'from')).toBe('/upstream help')
    expect(textAt(heard[1]?.payload, 'changes', 'body', 'from')).toBe('before')
  })

  it('hears of an issue that is closed, locked, moved and deleted', async () => {
    const mona = standin.as('mona')
    const issue = await mona.openIssue({ repository: 'acme/checkout', title: 'Wanders' })
    const other = await mona.openIssue({ repository: 'acme/checkout', title: 'Vanishes' })
    const comment = await mona.comment(issue, 'Stays behind')
    await standin.settled()
    heard = []
    await mona.closeIssue(issue)
    await mona.lockIssue(issue)
    const moved = await mona.transferIssue(issue, 'acme/elsewhere')
    await mona.deleteIssue(other)
    await standin.settled()
    expect(heard.map(({ payload }) => textAt(payload, 'action'))).toEqual([
      'closed',
      'locked',
      'transferred',
      'deleted',
    ])
    const token = await installationToken(standin)
    const path = `/repos/acme/checkout/issues/${issue.number}`
    expect((await send(standin, standin.tokenOf('mona'), 'GET', path)).headers.get('location')).toMatch(
      new RegExp(`/repos/acme/elsewhere/issues/${moved.number}$`),
    )
    expect((await send(standin, token, 'GET', path)).status).toBe(404)
    expect((await send(standin, token, 'GET', `/repos/acme/checkout/issues/${other.number}`)).status).toBe(410)
    const left = `/repos/acme/checkout/issues/comments/${comment}`
    expect((await send(standin, token, 'PATCH', left, { body: 'x' })).status).toBe(404)
  })

  it('can tell a pull request from an issue', async () => {
    await standin.repository('acme/checkout').commit({ branch: 'fix', files: { 'fix.txt': 'fixed' } })
    const wendy = standin.as('wendy')
    const pull = { title: 'Fix', head: 'fix', base: 'main' }
    const number = numberAt(await wendy.request('POST', '/repos/acme/checkout/pulls', pull), 'number')
    await standin.settled()
    heard = []
    await wendy.comment({ repository: 'acme/checkout', number }, '/upstream diagnose')
    await standin.settled()
    expect(textAt(heard[0]?.payload, 'issue', 'pull_request', 'url')).toMatch(new RegExp(`/pulls/${number}$`))
    const shown = await wendy.request('GET', `/repos/acme/checkout/issues/${number}`)
    expect(textAt(shown, 'pull_request', 'url')).toMatch(new RegExp(`/pulls/${number}$`))
  })
})

describe('deliveries', () => {
  it('are kept, listed newest first, and delivered again under the same name', async () => {
    answerStatus = 500
    heard = []
    await standin.as('wendy').openIssue({ repository: 'acme/checkout', title: 'Nobody heard' })
    await standin.settled()
    answerStatus = 202
    const list = await send(standin, appToken(standin), 'GET', '/app/hook/deliveries?per_page=1&status=failure')
    const [failed] = listAt(list.json)
    expect(numberAt(failed, 'status_code')).toBe(500)
    const attempts = `/app/hook/deliveries/${numberAt(failed, 'id')}/attempts`
    expect((await send(standin, standin.tokenOf('mona'), 'POST', attempts)).status).toBe(401)
    expect((await send(standin, appToken(standin), 'POST', attempts)).status).toBe(202)
    await standin.settled()
    expect(heard).toHaveLength(2)
    expect(heard[1]?.guid).toBe(heard[0]?.guid)
    expect(heard[1]?.payload).toEqual(heard[0]?.payload)
    const newest = standin.deliveries.at(-1)
    expect(newest?.redelivery).toBe(true)
    expect(newest?.statusCode).toBe(202)
  })
})
