import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { GatedText } from '../../src/gated-text.ts'
import {
  type Comment,
  createGitHubApp,
  type GitHub,
  type GitHubApp,
  mayWrite,
  pushFiles,
  putComment,
  readFile,
  readFolder,
  readIssue,
  readTree,
  resolveCommit,
} from '../../src/github/index.ts'
import { seed } from '../app/start-app.ts'
import { type IssueReference, numberAt, type Standin, startStandin, textAt } from '../standin/index.ts'

let standin: Standin
let app: GitHubApp
let github: GitHub
const repository = { owner: 'acme', repo: 'checkout' }

beforeAll(async () => {
  standin = await startStandin(seed)
  const { id: appId = 0, privateKey = '' } = standin.app ?? {}
  app = createGitHubApp({ appId, privateKey, apiUrl: standin.url, pacing: false, requestTimeoutMs: 3_000 })
  const found = await standin.look('/repos/acme/checkout')
  github = await app.forRepository({
    installationId: 7,
    repositoryId: Number((found as { id: number }).id),
    permissions: { issues: 'write', contents: 'write' },
    optional: { actions: 'read' },
  })
})
afterAll(async () => {
  expect(standin.violations).toEqual([])
  await standin.close()
})

describe('the one comment of its kind', () => {
  let issue: IssueReference
  beforeEach(async () => {
    issue = await standin.as('wendy').openIssue({ repository: 'acme/checkout', title: 'CPU' })
  })
  const put = (text: string) =>
    putComment(github, {
      ...repository,
      issue: issue.number,
      body: `marked ${text}` as GatedText,
      isMeant: async ({ body, author }: Comment) => body.startsWith('marked') && app.isOwnComment(author),
    })
  const bodies = async () => (await standin.comments(issue)).map((comment) => textAt(comment, 'body'))
  const path = /\/issues\/\d+\/comments$/

  it('is made, then edited', async () => {
    await put('one')
    await put('two')
    expect(await bodies()).toEqual(['marked two'])
  })

  it('is made anew when somebody deleted it', async () => {
    await put('one')
    const [comment] = await standin.comments(issue)
    await standin.as('wendy').deleteComment('acme/checkout', Number((comment as { id: number }).id))
    await put('two')
    expect(await bodies()).toEqual(['marked two'])
  })

  it('is made anew when it vanishes between look and edit', async () => {
    await put('one')
    standin.fail({ method: 'PATCH', path: '/repos/acme/checkout/issues/comments/*', status: 404 })
    await put('two')
    expect(await bodies()).toEqual(['marked two'])
  })

  it("is not mistaken for a person's copy of it", async () => {
    await standin.as('wendy').comment(issue, 'marked one')
    await put('two')
    expect(await bodies()).toEqual(['marked one', 'marked two'])
  })

  it('is made once although the answer got lost', async () => {
    standin.fail({ method: 'POST', path, status: 'timeout-after-success' })
    await put('one')
    expect(await bodies()).toEqual(['marked one'])
  })

  it('is made once although GitHub hangs, at the second call', async () => {
    standin.fail({ method: 'POST', path, status: 'hang' })
    await expect(put('one')).rejects.toThrow()
    await put('one')
    expect(await bodies()).toEqual(['marked one'])
  })

  it('loses its doubles', async () => {
    await put('one')
    // Nobody else writes as the App: another process of it would.
    await github.rest.issues.createComment({ ...repository, issue_number: issue.number, body: 'marked double' })
    await put('two')
    expect(await bodies()).toEqual(['marked two'])
  })
})

describe('who may write', () => {
  const people = { mona: true, wendy: true, trish: false, rita: false, nobody: false }
  for (const [login, may] of Object.entries(people)) {
    it(`${may ? 'is' : 'is not'} ${login}`, async () => {
      expect(await mayWrite(github, { ...repository, login })).toBe(may)
    })
  }
})

describe('a file on the evidence branch', () => {
  const push = (path: string, text: string) =>
    pushFiles(github, {
      ...repository,
      branch: 'evidence',
      files: [{ path, bytes: Buffer.from(text) }],
      message: 'Evidence',
    })

  it('begins a branch that has nothing in common with the service', async () => {
    const commit = await push('incidents/1/a.txt', 'one')
    const service = standin.repository('acme/checkout')
    expect(await service.resolve('evidence')).toBe(commit)
    expect((await service.read(commit, 'incidents/1/a.txt'))?.toString()).toBe('one')
    expect(await service.read(commit, 'README.md')).toBeUndefined()
  })

  it('stands beside those of other incidents', async () => {
    await push('incidents/1/a.txt', 'one')
    const commit = await push('incidents/2/b.txt', 'two')
    const files = (await readTree(github, { ...repository, commit })).files.map(({ path }) => path)
    expect(files).toEqual(['incidents/1/a.txt', 'incidents/2/b.txt'])
  })

  it('is pushed once', async () => {
    const commit = await push('incidents/1/a.txt', 'one')
    expect(await push('incidents/1/a.txt', 'one')).toBe(commit)
  })

  it('is pushed on top of what another incident pushed meanwhile', async () => {
    await push('incidents/1/a.txt', 'one')
    standin.fail({ method: 'PATCH', path: '/repos/acme/checkout/git/refs/heads/evidence', status: 422 })
    const commit = await push('incidents/3/c.txt', 'three')
    expect(await standin.repository('acme/checkout').resolve('evidence')).toBe(commit)
  })
})

it('a token that GitHub no longer takes is not handed out again', async () => {
  const found = await standin.look('/repos/acme/checkout')
  const access = { installationId: 7, repositoryId: numberAt(found, 'id'), permissions: { issues: 'read' } } as const
  const revoked = await app.createToken(access)
  expect(await app.createToken(access)).toBe(revoked)
  standin.fail({ path: '/repos/acme/checkout/issues/1', status: 401 })
  await expect(readIssue(await app.forRepository(access), { ...repository, issue: 1 })).rejects.toThrow()
  expect(await app.createToken(access)).not.toBe(revoked)
})

describe('what is not there', () => {
  it('is null: an issue, a commit, a file, a folder', async () => {
    expect(await readIssue(github, { ...repository, issue: 9999 })).toBeNull()
    expect(await resolveCommit(github, { ...repository, ref: 'no-such-branch' })).toBeNull()
    expect(await readFile(github, { ...repository, path: 'no-such-file', limit: 1000 })).toBeNull()
    const commit = (await resolveCommit(github, { ...repository, ref: 'HEAD' })) ?? ''
    expect(await readFolder(github, { ...repository, commit, path: 'no-such-folder' })).toBeNull()
  })

  it('is an issue that was transferred', async () => {
    const issue = await standin.as('mona').openIssue({ repository: 'acme/checkout', title: 'Wanders' })
    await standin.as('mona').transferIssue(issue, 'acme/elsewhere')
    expect(await readIssue(github, { ...repository, issue: issue.number })).toBeNull()
  })
})
