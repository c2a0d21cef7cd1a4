import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contributionSeed, upstreamName } from '../app/contribution-seed.ts'
import { canonical } from '../app/incident-seed.ts'
import { incidentPath } from '../incidents/read-incident.ts'
import { type Standin, startStandin } from '../standin/index.ts'
import { runHeadwater } from './run-headwater.ts'

const profile = incidentPath(canonical, 'profile.nodemangle.script.gz')
let standin: Standin
let folder = ''

beforeAll(async () => {
  standin = await startStandin(contributionSeed())
  folder = await mkdtemp(join(tmpdir(), 'headwater-draft-'))
  await cp(incidentPath(canonical, 'service'), join(folder, 'service'), { recursive: true })
  await mkdir(join(folder, 'service', '.github'), { recursive: true })
  await writeFile(join(folder, 'service/.github/headwater.yml'), `upstreams:\n  tokio-rustls: ${upstreamName}\n`)
  await mkdir(join(folder, 'full'))
  await writeFile(join(folder, 'full', 'note.txt'), 'mine')
}, 60_000)
afterAll(async () => {
  await standin.close()
  await rm(folder, { recursive: true })
})

const draft = (out: string, more: readonly string[] = [], environment: Record<string, string> = {}) =>
  runHeadwater(['draft', profile, '--repo', 'service', '--out', out, '--offline', ...more], folder, {
    GITHUB_TOKEN: standin.tokenOf('wendy'),
    GITHUB_API_URL: standin.url,
    ...environment,
  })

describe('headwater draft', () => {
  it('writes everything that would be published, and sends nothing', async () => {
    const { status, stdout } = await draft('out', ['--link', `${upstreamName}#1`])
    expect(status).toBe(0)
    expect(stdout).toMatch(/^A draft \(comment\) with the hash [0-9a-f]{16}, in out:/)
    const files = (await readdir(join(folder, 'out'), { recursive: true })).filter((path) => path.includes('.'))
    expect(files.sort()).toEqual([
      'draft.json',
      'draft.md',
      'evidence/README.md',
      'evidence/draft.md',
      'evidence/flamegraph.png',
      'evidence/flamegraph.svg',
      'evidence/stacks.folded',
      'work/headwater-reproduction/Cargo.toml',
      'work/headwater-reproduction/README.md',
      'work/headwater-reproduction/tests/reproduction.rs',
    ])
    const about = JSON.parse(await readFile(join(folder, 'out/draft.json'), 'utf8'))
    expect(about).toMatchObject({ kind: 'comment', thread: `${upstreamName}#1`, upstream: upstreamName })
    expect(standin.requests.filter(({ method, path }) => method !== 'GET' && path !== '/graphql')).toEqual([])
  }, 120_000)

  it.each<[string, readonly string[], Record<string, string>, RegExp]>([
    ['a folder that holds files', [], {}, /full: holds files already; accepted: a folder that is new or empty/],
    ['no token', ['--out', 'new-1'], { GITHUB_TOKEN: '' }, /draft asks GitHub, and GITHUB_TOKEN is not set/],
    ['a link that is none', ['--out', 'new-2', '--link', 'somewhere'], {}, /"somewhere"; accepted: OWNER\/REPO#N/],
    ['a kind that is none', ['--out', 'new-3', '--as', 'letter'], {}, /letter.*Allowed choices are issue, comment, pr/],
  ])('refuses %s in one line', async (_, more, environment, message) => {
    const { status, stderr } = await draft('full', more, environment)
    expect(status).toBe(2)
    expect(stderr.trim()).toMatch(message)
    expect(stderr.trim().split('\n')).toHaveLength(1)
  })

  it('ends with 1 and says why where upstream wants nothing of the kind', async () => {
    await standin
      .repository(upstreamName)
      .commit({ files: { 'AI_POLICY.md': 'Pull requests and comments by bots are not accepted.\n' } })
    const { status, stdout } = await draft('refused', ['--link', `${upstreamName}#1`])
    expect(status).toBe(1)
    expect(stdout).toMatch(/^Nothing is drafted: .*does not want contributions prepared by tools/)
  }, 120_000)
})
