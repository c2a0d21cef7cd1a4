import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { GatedText } from '../../../src/gated-text.ts'
import { type BranchToPush, pushBranches } from '../../../src/github/index.ts'
import { type Standin, startStandin } from '../../standin/index.ts'

let standin: Standin
/** Of this test alone: others push at the same time. */
const temporary = mkdtempSync(join(tmpdir(), 'push-branches-'))
beforeAll(async () => {
  vi.stubEnv('TMPDIR', temporary)
  standin = await startStandin({
    users: [{ login: 'wendy' }],
    repositories: [
      {
        name: 'wendy/lib',
        files: {
          'README.md': '# Lib\n',
          '.gitattributes': '* filter=lfs\n',
          '.gitmodules': '[submodule "x"]\n\tpath = x\n\turl = https://example.com/x\n',
          '.github/workflows/ci.yml': 'on: push\n',
        },
      },
    ],
  })
})
afterAll(async () => {
  await standin.close()
  vi.unstubAllEnvs()
  rmSync(temporary, { recursive: true })
})

const author = { name: 'headwater[bot]', email: 'headwater[bot]@users.noreply.github.com' }
const branch = (more: Partial<BranchToPush> = {}): BranchToPush => ({
  name: 'headwater/incident-1-lib',
  onTopOf: 'default-branch',
  files: [{ path: 'headwater-reproduction/README.md', bytes: Buffer.from('red\r\n') }],
  message: 'Add a scaffold' as GatedText,
  expected: null,
  ...more,
})
const push = (...branches: BranchToPush[]) => pushTo('main', ...branches)
const pushTo = (defaultBranch: string, ...branches: BranchToPush[]) =>
  pushBranches({
    owner: 'wendy',
    repo: 'lib',
    webOrigin: standin.url,
    token: standin.tokenOf('wendy'),
    defaultBranch,
    author,
    date: new Date('2026-01-02T03:04:05Z'),
    branches,
  })
const lib = () => standin.repository('wendy/lib')
const git = (...args: string[]) => execFileSync('git', ['-C', lib().directory, ...args], { encoding: 'utf8' }).trim()

describe('pushing branches', () => {
  it('adds one commit of ours, byte for byte, and keeps what else is there', async () => {
    expect(await push(branch())).toBeNull()
    expect(await lib().read('headwater/incident-1-lib', 'headwater-reproduction/README.md')).toEqual(
      Buffer.from('red\r\n'),
    )
    expect(git('diff', '--name-status', 'main', 'headwater/incident-1-lib')).toBe('A\theadwater-reproduction/README.md')
    expect(git('log', '-1', '--format=%an %ae %aI', 'headwater/incident-1-lib')).toBe(
      'headwater[bot] headwater[bot]@users.noreply.github.com 2026-01-02T03:04:05+00:00',
    )
  })

  it('changes nothing the second time', async () => {
    const before = git('rev-parse', 'headwater/incident-1-lib')
    expect(await push(branch({ expected: before }))).toBeNull()
    expect(git('rev-parse', 'headwater/incident-1-lib')).toBe(before)
  })

  it('leaves a branch alone that is not where it was seen', async () => {
    const files = [{ path: 'headwater-reproduction/README.md', bytes: Buffer.from('other\n') }]
    const before = git('rev-parse', 'headwater/incident-1-lib')
    expect(await push(branch({ files, expected: null }))).toMatchObject({ why: 'moved' })
    expect(git('rev-parse', 'headwater/incident-1-lib')).toBe(before)
  })

  it('pushes all branches or none', async () => {
    const taken = branch({ files: [{ path: 'headwater-reproduction/x', bytes: Buffer.from('x') }] })
    expect(await push(branch({ name: 'headwater/new', onTopOf: 'nothing' }), taken)).not.toBeNull()
    expect(await lib().resolve('refs/heads/headwater/new')).toBeUndefined()
  })

  it('begins a branch without history where it is asked to', async () => {
    expect(await push(branch({ name: 'headwater/evidence', onTopOf: 'nothing' }))).toBeNull()
    expect(git('ls-tree', '-r', '--name-only', 'headwater/evidence')).toBe('headwater-reproduction/README.md')
    expect(git('rev-list', '--count', 'headwater/evidence')).toBe('1')
  })

  it('leaves no folder behind', () => {
    expect(readdirSync(temporary).filter((name) => name.startsWith('headwater-git-'))).toEqual([])
  })

  it.each([
    ['.github/workflows/x.yml'],
    ['.gitmodules'],
    ['a/.gitattributes'],
    ['../x'],
    ['a/../../x'],
    ['/etc/x'],
    ['a//b'],
    ['a\nb'],
    ['a\0b'],
    ['--output=x/y z'],
    [''],
    ['README.md'],
  ])('never writes to %j', async (path) => {
    await expect(push(branch({ name: 'headwater/x', files: [{ path, bytes: Buffer.from('x') }] }))).rejects.toThrow(
      /^not to be pushed/,
    )
  })

  it.each(['--upload-pack=touch x', '-x', 'a b', 'a..b', 'a@{1}', 'a.lock', 'a//b', 'a\nb', ''])(
    'never asks for a default branch called %j',
    async (name) => {
      await expect(pushTo(name, branch({ name: 'headwater/x' }))).rejects.toThrow(/^not to be pushed/)
    },
  )

  it('writes through no symbolic link that stands where its folder would', async () => {
    const link = execFileSync('git', ['-C', lib().directory, 'hash-object', '-w', '--stdin'], {
      input: '.github',
      encoding: 'utf8',
    })
    const tree = execFileSync('git', ['-C', lib().directory, 'mktree'], {
      input: `120000 blob ${link.trim()}\theadwater-reproduction\n`,
      encoding: 'utf8',
    })
    const commit = git('-c', 'user.name=x', '-c', 'user.email=x', 'commit-tree', tree.trim(), '-m', 'x')
    git('update-ref', 'refs/heads/linked', commit)
    await expect(pushTo('linked', branch({ name: 'headwater/linked' }))).rejects.toThrow(/git: /)
    expect(git('branch', '--list', 'headwater/linked')).toBe('')
  })

  it.each(['--force', 'a b', 'a..b', 'refs/heads/../x', 'x.lock', '', 'a:b', 'a\nb'])(
    'never makes a branch called %j',
    async (name) => {
      await expect(push(branch({ name }))).rejects.toThrow(/^not to be pushed/)
    },
  )
})
