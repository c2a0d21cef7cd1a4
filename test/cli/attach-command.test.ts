import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { runGit } from '../standin/git/run-git.ts'
import { type Standin, startStandin } from '../standin/index.ts'
import { runHeadwater } from './run-headwater.ts'

const folded = 'main;checkout::handle;codec::read 120\nmain;checkout::handle 30\n'

let standin: Standin
let folder = ''
let issue = 0

beforeAll(async () => {
  standin = await startStandin({
    users: [{ login: 'wendy' }, { login: 'rita' }],
    organizations: [{ login: 'acme', admins: [] }],
    repositories: [
      {
        name: 'acme/checkout',
        private: true,
        collaborators: { wendy: 'write', rita: 'read' },
        files: { 'Cargo.lock': '# none\n' },
      },
      { name: 'acme/open-door', collaborators: { wendy: 'write' }, files: { 'README.md': '# Open door\n' } },
    ],
  })
  folder = await mkdtemp(join(tmpdir(), 'headwater-attach-test-'))
  await writeFile(join(folder, 'cpu.folded'), folded)
})
afterAll(async () => {
  await rm(folder, { recursive: true })
  await standin.close()
})
beforeEach(() => {
  issue += 1
})

/** As a person whose git has an identity and a stored password. */
async function attachAs(login: string, file: string, ...flags: string[]) {
  const { host } = new URL(standin.url)
  await writeFile(join(folder, 'credentials'), `http://${login}:${standin.tokenOf(login)}@${host}\n`)
  const configuration = `[user]\nname = Wendy\nemail = wendy@acme.example\n[core]\nautocrlf = true\n[credential]\nhelper = store --file ${join(folder, 'credentials')}\n`
  await writeFile(join(folder, 'gitconfig'), configuration)
  return runHeadwater(['attach', file, ...flags], folder, {
    GITHUB_API_URL: standin.url,
    GITHUB_TOKEN: '',
    GIT_CONFIG_GLOBAL: join(folder, 'gitconfig'),
    GIT_TERMINAL_PROMPT: '0',
  })
}

const incident = (number = issue, repository = 'acme/checkout') =>
  `--issue=${standin.url}/${repository}/issues/${number}`

async function listBranch(number: number): Promise<string[]> {
  const { directory } = standin.repository('acme/checkout')
  const listed = await runGit(directory, ['ls-tree', '-r', '--name-only', `refs/heads/incidents/${number}`])
  return listed.toString().trim().split('\n')
}

describe('a profile of a private repository', () => {
  it('goes to the branch of its incident, byte for byte, and the person is told what to comment', async () => {
    await writeFile(join(folder, 'cpu (1).folded'), folded.replaceAll('\n', '\r\n'))
    const run = await attachAs('wendy', 'cpu (1).folded', incident())
    expect(run.stderr).toBe('')
    const path = `incidents/${issue}/cpu-1-.folded`
    expect(run.stdout).toBe(
      `${standin.url}/acme/checkout/blob/incidents/${issue}/${path}\n\nNow comment in ${standin.url}/acme/checkout/issues/${issue}:\n/upstream diagnose\n`,
    )
    expect(run.status).toBe(0)
    expect(await listBranch(issue)).toEqual([path])
    const pushed = await standin.repository('acme/checkout').read(`incidents/${issue}`, path)
    expect(pushed?.toString()).toBe(folded.replaceAll('\n', '\r\n'))
  })

  it('is not pushed twice', async () => {
    await attachAs('wendy', 'cpu.folded', incident())
    const before = await standin.repository('acme/checkout').resolve(`incidents/${issue}`)
    const again = await attachAs('wendy', 'cpu.folded', incident())
    expect(again.status).toBe(0)
    expect(again.stderr).toContain('on the branch already')
    expect(again.stdout).toContain(`incidents/${issue}/cpu.folded\n`)
    expect(await standin.repository('acme/checkout').resolve(`incidents/${issue}`)).toBe(before)
  })

  it('leaves what is on the branch, also a file of its own name', async () => {
    const other = { files: { 'src/main.rs': 'fn main() {}\n', [`incidents/${issue}/cpu.folded`]: 'other 1\n' } }
    const before = await standin.repository('acme/checkout').commit({ ...other, branch: `incidents/${issue}` })
    const run = await attachAs('wendy', 'cpu.folded', incident())
    expect(run.status).toBe(0)
    const files = await listBranch(issue)
    expect(files).toHaveLength(4)
    expect(files).toEqual(expect.arrayContaining(['Cargo.lock', 'src/main.rs', `incidents/${issue}/cpu.folded`]))
    expect(files.find((path) => /\/cpu-[0-9a-f]{8}\.folded$/.test(path))).toBeDefined()
    const { directory } = standin.repository('acme/checkout')
    const parent = await runGit(directory, ['rev-parse', `incidents/${issue}^`])
    expect(parent.toString().trim()).toBe(before)
  })

  it('is attached beside one that somebody else attaches at the same moment', async () => {
    await writeFile(join(folder, 'other.folded'), folded.repeat(2))
    const runs = await Promise.all(['cpu.folded', 'other.folded'].map((file) => attachAs('wendy', file, incident())))
    expect(runs.map(({ status, stderr }) => [status, stderr])).toEqual([
      [0, ''],
      [0, ''],
    ])
    expect(await listBranch(issue)).toEqual([`incidents/${issue}/cpu.folded`, `incidents/${issue}/other.folded`])
  })
})

describe('what is refused, with one line', () => {
  it('a public repository without --public, and with it is done', async () => {
    const refused = await attachAs('wendy', 'cpu.folded', incident(issue, 'acme/open-door'))
    expect(refused.status).toBe(2)
    expect(refused.stdout).toBe('')
    expect(refused.stderr).toMatch(/^headwater: acme\/open-door is public: .*--public.*\n$/)
    const done = await attachAs('wendy', 'cpu.folded', incident(issue, 'acme/open-door'), '--public')
    expect(done.status).toBe(0)
  })

  it('a repository of which GitHub does not say whether it is public', async () => {
    standin.fail({ path: '/repos/acme/checkout', status: 503 })
    const run = await attachAs('wendy', 'cpu.folded', incident())
    expect(run.status).toBe(2)
    expect(run.stderr).toMatch(/does not say whether acme\/checkout is public/)
  })

  it('a person who may not push', async () => {
    const run = await attachAs('rita', 'cpu.folded', incident())
    expect(run.status).toBe(2)
    expect(run.stderr).toMatch(/^headwater: git cannot push to .*acme\/checkout\.git: .*\n$/)
    expect(run.stderr).not.toContain(standin.tokenOf('rita'))
  })

  it('a file that is no profile, before anything is pushed', async () => {
    await writeFile(join(folder, 'notes.txt.gz'), gzipSync('The service was slow on Monday.\n'.repeat(50)))
    const run = await attachAs('wendy', 'notes.txt.gz', incident())
    expect(run.status).toBe(2)
    expect(run.stderr).toMatch(/accepted/)
  })

  it('an address that is no issue', async () => {
    const run = await attachAs('wendy', 'cpu.folded', '--issue=https://me:secret@github.com/acme/checkout/issues/12')
    expect(run.status).toBe(2)
    expect(run.stderr).toMatch(/^headwater: --issue: .*accepted is .*\n$/)
    expect(run.stderr).not.toContain('secret')
  })
})
