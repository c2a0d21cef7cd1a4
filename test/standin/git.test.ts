import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { installationToken, send } from './client.ts'
import { gitEnvironment } from './git/run-git.ts'
import { at, listAt, numberAt, textAt } from './json.ts'
import { type Standin, startStandin } from './start-standin.ts'
import { seed } from './test-seed.ts'

let standin: Standin
let token = ''
let folder = ''
const run = promisify(execFile)
const checkout = '/repos/acme/checkout'

beforeAll(async () => {
  standin = await startStandin(seed)
  token = await installationToken(standin)
  folder = mkdtempSync(join(tmpdir(), 'standin-clone-'))
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await standin.close()
})

function git(directory: string, ...args: string[]) {
  const identity = ['-c', 'user.name=Wendy', '-c', 'user.email=wendy@users.noreply.github.com']
  return run('git', [...identity, ...args], { cwd: directory, env: gitEnvironment })
}

const remote = (secret: string) =>
  standin.repository('acme/checkout').cloneUrl.replace('//', `//x-access-token:${secret}@`)

describe('git itself', () => {
  it('clones, and what it pushes is what the API says', async () => {
    await git(folder, 'clone', '--quiet', remote(token), 'work')
    const work = join(folder, 'work')
    expect(readFileSync(join(work, 'Cargo.lock'), 'utf8')).toBe('# version 2\n')
    writeFileSync(join(work, 'note.txt'), 'pushed by git\n')
    await git(work, 'checkout', '--quiet', '-b', 'incidents/1')
    await git(work, 'add', '.')
    await git(work, 'commit', '--quiet', '-m', 'Add a note')
    await git(work, 'push', '--quiet', 'origin', 'incidents/1')
    const { stdout } = await git(work, 'rev-parse', 'HEAD')
    const ref = await send(standin, token, 'GET', `${checkout}/git/ref/heads/incidents/1`)
    expect(textAt(ref.json, 'object', 'sha')).toBe(stdout.trim())
    const file = await send(standin, token, 'GET', `${checkout}/contents/note.txt?ref=incidents/1`)
    expect(Buffer.from(textAt(file.json, 'content'), 'base64').toString()).toBe('pushed by git\n')
    const commit = await send(standin, token, 'GET', `${checkout}/commits/incidents%2F1`)
    expect(textAt(commit.json, 'author', 'login')).toBe('wendy')
  })

  it('lets an App without permission for workflows push only those that a branch has', async () => {
    const work = join(folder, 'workflows')
    await standin.repository('acme/checkout').commit({ files: { '.github/workflows/ci.yml': 'on: push\n' } })
    await git(folder, 'clone', '--quiet', remote(token), work)
    await git(work, 'commit', '--quiet', '--allow-empty', '-m', 'Leave it')
    await git(work, 'push', '--quiet', 'origin', 'HEAD:refs/heads/same-workflow')
    writeFileSync(join(work, '.github/workflows/ci.yml'), 'on: pull_request\n')
    await git(work, 'commit', '--quiet', '-a', '-m', 'Change it')
    const push = (secret: string) => git(work, 'push', '--quiet', remote(secret), 'HEAD:refs/heads/other-workflow')
    await expect(push(token)).rejects.toThrow(/refusing to allow a GitHub App to create or update workflow `.*ci.yml`/)
    await push(standin.tokenOf('wendy'))
  })

  it('sees what the API has written', async () => {
    const put = { message: 'Evidence', content: Buffer.from('<svg/>').toString('base64') }
    const written = await send(standin, token, 'PUT', `${checkout}/contents/flame.svg`, put)
    expect(written.status).toBe(201)
    await git(folder, 'clone', '--quiet', remote(token), 'again')
    expect(readFileSync(join(folder, 'again', 'flame.svg'), 'utf8')).toBe('<svg/>')
    const { stdout } = await git(join(folder, 'again'), 'log', '-1', '--format=%H %an')
    expect(stdout.trim()).toBe(`${textAt(written.json, 'commit', 'sha')} headwater[bot]`)
  })

  it('is told nothing about what one may not see, and may not push what one may only read', async () => {
    await expect(git(folder, 'clone', '--quiet', remote('ghp_stranger'), 'no')).rejects.toThrow(/not found/)
    await expect(git(folder, 'clone', '--quiet', standin.repository('acme/checkout').cloneUrl, 'no')).rejects.toThrow()
    await git(folder, 'clone', '--quiet', remote('ghp_rita'), 'read-only')
    const readOnly = join(folder, 'read-only')
    await git(readOnly, 'commit', '--quiet', '--allow-empty', '-m', 'Try')
    await expect(git(readOnly, 'push', '--quiet', 'origin', 'HEAD:refs/heads/try')).rejects.toThrow(/403/)
  })
})

describe('git by the API', () => {
  it('builds a branch from blob, tree, commit and ref', async () => {
    const main = await standin.repository('acme/checkout').resolve('main')
    const blob = await send(standin, token, 'POST', `${checkout}/git/blobs`, { content: 'AAEC', encoding: 'base64' })
    const tree = await send(standin, token, 'POST', `${checkout}/git/trees`, {
      base_tree: main,
      tree: [{ path: 'evidence/1.bin', mode: '100644', type: 'blob', sha: textAt(blob.json, 'sha') }],
    })
    const commit = await send(standin, token, 'POST', `${checkout}/git/commits`, {
      message: 'Evidence',
      tree: textAt(tree.json, 'sha'),
      parents: [main],
    })
    const sha = textAt(commit.json, 'sha')
    const ref = { ref: 'refs/heads/headwater/evidence', sha }
    expect((await send(standin, token, 'POST', `${checkout}/git/refs`, ref)).status).toBe(201)
    expect((await send(standin, token, 'POST', `${checkout}/git/refs`, ref)).status).toBe(422)
    expect(await standin.repository('acme/checkout').read('headwater/evidence', 'evidence/1.bin')).toEqual(
      Buffer.from([0, 1, 2]),
    )
    const raw = await send(standin, token, 'GET', '/acme/checkout/raw/headwater/evidence/evidence/1.bin')
    expect(raw.status).toBe(200)
    const back = await send(standin, token, 'PATCH', `${checkout}/git/refs/heads/headwater/evidence`, { sha: main })
    expect(back.status).toBe(422)
    expect((await send(standin, token, 'DELETE', `${checkout}/git/refs/heads/headwater/evidence`)).status).toBe(204)
    expect(standin.violations).toEqual([])
  })

  it('reads the lockfile as it was at a tag', async () => {
    const tree = await send(standin, token, 'GET', `${checkout}/git/trees/v1.0.0?recursive=1`)
    const entry = listAt(tree.json, 'tree').find((item) => textAt(item, 'path') === 'Cargo.lock')
    const blob = await send(standin, token, 'GET', `${checkout}/git/blobs/${textAt(entry, 'sha')}`)
    expect(Buffer.from(textAt(blob.json, 'content'), 'base64').toString()).toBe('# version 1\n')
    const compared = await send(standin, token, 'GET', `${checkout}/compare/v1.0.0...main`)
    expect(textAt(compared.json, 'status')).toBe('ahead')
    expect(listAt(compared.json, 'files').map((file) => textAt(file, 'filename'))).toContain('Cargo.lock')
  })

  it('refuses to overwrite a file that one has not read', async () => {
    const put = (more: object) =>
      send(standin, token, 'PUT', `${checkout}/contents/Cargo.lock`, { message: 'Change', content: 'YQ==', ...more })
    expect((await put({})).status).toBe(422)
    expect((await put({ sha: 'f'.repeat(40) })).status).toBe(409)
    const shown = await send(standin, token, 'GET', `${checkout}/contents/Cargo.lock`)
    expect((await put({ sha: textAt(shown.json, 'sha') })).status).toBe(200)
  })

  it('opens a pull request of a branch that is there, once', async () => {
    await standin.repository('acme/checkout').commit({ branch: 'fix', files: { 'fix.txt': 'fixed\n' }, message: 'Fix' })
    const pull = { title: 'Fix', head: 'fix', base: 'main', draft: true }
    const opened = await send(standin, token, 'POST', `${checkout}/pulls`, pull)
    expect([opened.status, at(opened.json, 'draft')]).toEqual([201, true])
    expect(textAt(opened.json, 'head', 'sha')).toBe(await standin.repository('acme/checkout').resolve('fix'))
    const files = await send(standin, token, 'GET', `${checkout}/pulls/${numberAt(opened.json, 'number')}/files`)
    expect(listAt(files.json).map((file) => textAt(file, 'filename'))).toContain('fix.txt')
    expect((await send(standin, token, 'POST', `${checkout}/pulls`, pull)).status).toBe(422)
    expect((await send(standin, token, 'POST', `${checkout}/pulls`, { ...pull, head: 'nowhere' })).status).toBe(422)
  })

  it('forks with the commits of the parent', async () => {
    const forked = await send(standin, standin.tokenOf('wendy'), 'POST', '/repos/acme/open-door/forks', {})
    expect([forked.status, textAt(forked.json, 'full_name')]).toEqual([202, 'wendy/open-door'])
    expect(await standin.repository('wendy/open-door').read('main', 'README.md')).toEqual(Buffer.from('# Open door\n'))
  })
})
