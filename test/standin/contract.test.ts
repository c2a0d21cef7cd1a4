import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appToken, installationToken, send } from './client.ts'
import { textAt } from './json.ts'
import { checkAnswer } from './openapi/check-answer.ts'
import { type Standin, startStandin } from './start-standin.ts'
import { seed } from './test-seed.ts'

let standin: Standin
let token = ''
const checkout = '/repos/acme/checkout'

beforeAll(async () => {
  standin = await startStandin(seed)
  token = await installationToken(standin)
  // Nobody listens there, which makes a delivery that has failed.
  standin.setWebhookUrl('http://127.0.0.1:9/hook')
  const wendy = standin.as('wendy')
  const issue = await wendy.openIssue({ repository: 'acme/checkout', title: 'CPU at 100%', labels: ['bug'] })
  await wendy.comment(issue, 'Me too')
  await standin.repository('acme/checkout').commit({ branch: 'fix', files: { 'fix.txt': 'fixed\n' } })
  standin.addArtifact({ repository: 'acme/checkout', runId: 42, id: 1, name: 'profile', files: { a: 'b' } })
  await standin.settled()
})
afterAll(() => standin.close())

describe("the stand-in's answers are as GitHub describes them", () => {
  const asApp: [string, string, unknown?][] = [
    ['GET', '/app'],
    ['GET', '/app/hook/config'],
    ['GET', '/app/hook/deliveries'],
    ['GET', '/app/hook/deliveries/1'],
    ['POST', '/app/hook/deliveries/1/attempts'],
    ['POST', '/app/installations/7/access_tokens', { repositories: ['checkout'] }],
  ]
  const asInstallation: [string, string, unknown?][] = [
    ['GET', '/installation/repositories'],
    ['GET', `${checkout}/issues`],
    ['GET', `${checkout}/issues/1`],
    ['GET', `${checkout}/issues/1/comments`],
    ['GET', `${checkout}/issues/comments/1`],
    ['POST', `${checkout}/issues/1/comments`, { body: 'Reading 2 profiles.' }],
    ['PATCH', `${checkout}/issues/comments/2`, { body: 'Read 2 profiles.' }],
    ['POST', `${checkout}/issues/1/reactions`, { content: 'eyes' }],
    ['GET', `${checkout}/issues/1/reactions`],
    ['POST', `${checkout}/issues/comments/1/reactions`, { content: '+1' }],
    ['GET', `${checkout}/issues/1/labels`],
    ['GET', `${checkout}/collaborators/wendy/permission`],
    ['GET', `${checkout}/collaborators/stranger/permission`],
    ['GET', `${checkout}/actions/artifacts`],
    ['GET', `${checkout}/actions/artifacts/1`],
    ['GET', `${checkout}/actions/runs/42/artifacts`],
    ['GET', `${checkout}/contents/`],
    ['GET', `${checkout}/contents/src%2Fmain.rs`],
    ['GET', `${checkout}/readme`],
    ['PUT', `${checkout}/contents/a.txt`, { message: 'Add a', content: 'YQ==' }],
    ['GET', `${checkout}/commits`],
    ['GET', `${checkout}/commits/v1.0.0`],
    ['GET', `${checkout}/compare/v1.0.0...main`],
    ['GET', `${checkout}/branches`],
    ['GET', `${checkout}/branches/main`],
    ['GET', `${checkout}/tags`],
    ['GET', `${checkout}/git/ref/heads/main`],
    ['GET', `${checkout}/git/matching-refs/heads`],
    ['GET', `${checkout}/git/trees/main?recursive=1`],
    ['POST', `${checkout}/git/blobs`, { content: 'x' }],
    ['POST', `${checkout}/pulls`, { title: 'Fix', head: 'fix', base: 'main' }],
    ['GET', `${checkout}/pulls/2/files`],
    ['GET', `${checkout}/pulls/2/commits`],
    ['GET', `${checkout}/issues/99`],
    ['POST', `${checkout}/issues`, { labels: 'bug' }],
  ]
  const check = async (secret: string, method: string, path: string, body: unknown) => {
    const reply = await send(standin, secret, method, path, body)
    expect(checkAnswer(method, path.split('?')[0] ?? '', reply.status, reply.json)).toEqual([])
  }
  for (const [method, path, body] of asApp) {
    it(`to the App: ${method} ${path}`, () => check(appToken(standin), method, path, body))
  }
  for (const [method, path, body] of asInstallation) {
    it(`to an installation: ${method} ${path}`, () => check(token, method, path, body))
  }

  it('for git objects, whose names are hashes', async () => {
    const main = (await standin.repository('acme/checkout').resolve('main')) ?? ''
    await check(token, 'GET', `${checkout}/git/commits/${main}`, undefined)
    const tree = await send(standin, token, 'GET', `${checkout}/git/trees/${main}`)
    const commit = { message: 'x', tree: textAt(tree.json, 'sha'), parents: [main] }
    await check(token, 'POST', `${checkout}/git/commits`, commit)
    await check(token, 'POST', `${checkout}/git/refs`, { ref: 'refs/heads/new', sha: main })
    await check(token, 'PATCH', `${checkout}/git/refs/heads/new`, { sha: main, force: true })
    await check(token, 'POST', `${checkout}/git/trees`, {
      tree: [{ path: 'a', mode: '100644', type: 'blob', content: 'a' }],
    })
  })
})
