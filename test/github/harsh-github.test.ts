import { afterEach, describe, expect, it } from 'vitest'
import type { GatedText } from '../../src/gated-text.ts'
import {
  type Comment,
  createGitHubApp,
  type GitHub,
  type GitHubApp,
  isRateLimit,
  type Permissions,
  putComment,
  putPullRequest,
  readFile,
} from '../../src/github/index.ts'
import { seed } from '../app/start-app.ts'
import { type Harshness, numberAt, type Standin, startStandin, textAt } from '../standin/index.ts'

const repository = { owner: 'acme', repo: 'checkout' }
const place = { ...repository, issue: 1 }
let standin: Standin
let app: GitHubApp
let clientFor: (permissions: Permissions) => Promise<GitHub>
let time = new Date('2026-03-01T12:00:00Z')

afterEach(async () => {
  expect(standin.violations).toEqual([])
  await standin.close()
})

/** A harsh stand-in, and the App with its minutes that pass as fast. */
async function start(harsh: Harshness): Promise<void> {
  standin = await startStandin(seed, { harsh, now: () => time })
  const { id: appId = 0, privateKey = '' } = standin.app ?? {}
  const { clockFactor = 1 } = harsh
  app = createGitHubApp({
    appId,
    privateKey,
    apiUrl: standin.url,
    pacing: true,
    clockFactor,
    requestTimeoutMs: 5_000,
    clock: () => time,
  })
  const repositoryId = numberAt(await standin.look('/repos/acme/checkout'), 'id')
  clientFor = (permissions) => app.forRepository({ installationId: 7, repositoryId, permissions })
  await standin.as('wendy').openIssue({ repository: 'acme/checkout', title: 'CPU' })
}

const isMeant = ({ body }: Comment) => body.startsWith('marked')
const put = (github: GitHub, text: string) =>
  putComment(github, { ...place, body: `marked ${text}` as GatedText, isMeant })
const bodies = async () =>
  (await standin.comments({ repository: 'acme/checkout', number: 1 })).map((comment) => textAt(comment, 'body'))
const asked = (method: string, path: string | RegExp) =>
  standin.requests.filter((request) => request.method === method && request.path.search(path) >= 0)

describe('on lists that are late', () => {
  it('a comment is made once and reads as it was put last', async () => {
    await start({ clockFactor: 4 })
    const github = await clientFor({ issues: 'write' })
    await put(github, 'one')
    await put(github, 'two')
    await put(github, 'one')
    expect(await bodies()).toEqual(['marked one'])
  })

  it('a comment is made once although its answer got lost', async () => {
    await start({ clockFactor: 4 })
    standin.fail({ method: 'POST', path: /\/comments$/, status: 'timeout-after-success' })
    await put(await clientFor({ issues: 'write' }), 'one')
    expect(await bodies()).toEqual(['marked one'])
    expect(asked('POST', /\/comments$/)).toHaveLength(1)
  })

  it('processes that make a comment at the same time keep one', async () => {
    await start({ clockFactor: 4 })
    const github = await clientFor({ issues: 'write' })
    await Promise.all([put(github, 'one'), put(github, 'one')])
    expect(await bodies()).toEqual(['marked one'])
  })

  it('a pull request is opened once, and opened again after it was closed', async () => {
    await start({ clockFactor: 4 })
    const github = await clientFor({ contents: 'write', pull_requests: 'write' })
    await standin.repository('acme/checkout').commit({ branch: 'fix', files: { 'fix.txt': 'fixed' } })
    const putOne = () =>
      putPullRequest(github, {
        ...repository,
        head: 'fix',
        base: 'main',
        title: 'Fix' as GatedText,
        body: 'Ours' as GatedText,
        draft: false,
        isOurs: () => true,
      })
    const first = await putOne()
    expect((await putOne()).number).toBe(first.number)
    await standin.as('wendy').request('PATCH', `/repos/acme/checkout/pulls/${first.number}`, { state: 'closed' })
    const second = await putOne()
    expect([second.number > first.number, second.state]).toEqual([true, 'open'])
  })
})

describe('on limits', () => {
  it('a client keeps its distance, so that none is met', async () => {
    await start({ clockFactor: 60, staleSeconds: 0 })
    const github = await clientFor({ issues: 'write' })
    const comment = (index: number) =>
      github.rest.issues.createComment({ ...repository, issue_number: 1, body: `${index}` })
    await Promise.all(Array.from({ length: 95 }, (_, index) => comment(index)))
    expect(await bodies()).toHaveLength(95)
    expect(standin.rateRefusals).toEqual([])
  })

  it('a client waits as long as GitHub says, and leaves a long wait to its caller', async () => {
    await start({ clockFactor: 60 })
    const github = await clientFor({ issues: 'write' })
    const path = /\/comments$/
    standin.fail({ method: 'POST', path, status: 'secondary-rate-limit', retryAfterSeconds: 1 })
    await put(github, 'one')
    expect(await bodies()).toEqual(['marked one'])
    standin.fail({ path: /\/issues\/comments\/\d+$/, status: 'secondary-rate-limit', retryAfterSeconds: 600 })
    await expect(put(github, 'two')).rejects.toSatisfy(isRateLimit)
  })
})

describe('what was read or got before', () => {
  it('is not read again while it is the same, and costs nothing of the limit', async () => {
    await start({})
    const github = await clientFor({ contents: 'read' })
    const read = async () => {
      const file = await readFile(github, { ...repository, path: 'README.md', limit: 1_000 })
      return file?.bytes?.toString()
    }
    expect([await read(), await read()]).toEqual(['# Checkout\n', '# Checkout\n'])
    await standin.repository('acme/checkout').commit({ files: { 'README.md': '# Changed\n' } })
    expect(await read()).toBe('# Changed\n')
    expect(asked('GET', /README/).map(({ status }) => status)).toEqual([200, 304, 200])
  })

  it('is not read by a client that may not', async () => {
    await start({})
    await readFile(await clientFor({ contents: 'read' }), { ...repository, path: 'README.md', limit: 1_000 })
    const other = await clientFor({ issues: 'read' })
    await expect(readFile(other, { ...repository, path: 'README.md', limit: 1_000 })).rejects.toThrow(/not accessible/)
  })

  it('is a token for the same permissions, until its last half hour', async () => {
    await start({})
    // The first one is refused, until the App's client has learnt what time it is there.
    const tokens = () => asked('POST', /access_tokens$/).filter(({ status }) => status === 201).length
    await clientFor({ issues: 'write' })
    await clientFor({ issues: 'write' })
    expect(tokens()).toBe(1)
    await clientFor({ issues: 'read' })
    expect(tokens()).toBe(2)
    time = new Date(time.getTime() + 31 * 60 * 1000)
    await clientFor({ issues: 'write' })
    expect(tokens()).toBe(3)
  })
})
