import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { diagnosisDocument } from '../../src/report/index.ts'
import { incidentPath } from '../incidents/read-incident.ts'
import { type Standin, startStandin } from '../standin/index.ts'
import { mergeSeeds } from '../standin/seeds/merge-seeds.ts'
import { tlsUpstream } from '../standin/seeds/tls-upstream.ts'
import { runHeadwater } from './run-headwater.ts'

const incident = 'rust-tokio-rustls-close-notify-spin'
const call = ['diagnose', incidentPath(incident, 'profile.script.gz'), '--repo', incidentPath(incident, 'service')]

let standin: Standin
beforeAll(async () => {
  standin = await startStandin(mergeSeeds({ users: [{ login: 'rita' }] }, tlsUpstream('today')))
})
afterAll(() => standin.close())

describe('diagnose --upstream', { timeout: 180_000 }, () => {
  it('fills fix, related and remedy, and asks nothing that GitHub would not allow', async () => {
    const access = { GITHUB_TOKEN: standin.tokenOf('rita'), GITHUB_API_URL: standin.url }
    const run = await runHeadwater([...call, '--upstream', '--json'], undefined, access)
    expect([run.status, run.stderr]).toEqual([0, ''])
    const document = diagnosisDocument.parse(JSON.parse(run.stdout))
    expect(document.upstream?.repository).toBe('https://github.com/rustls/tokio-rustls')
    expect(document.related[0]?.url).toBe(`${standin.url}/rustls/tokio-rustls/issues/72`)
    expect(document.fix).toMatchObject({ status: 'upgrade', purl: 'pkg:cargo/rustls', version: '0.23.7' })
    expect(document.remedy?.parent).toBe('pkg:cargo/tokio-rustls@0.26.0')
    expect(standin.violations).toEqual([])
  })

  it('asks GitHub nothing without it', async () => {
    const before = standin.requests.length
    const access = { GITHUB_TOKEN: standin.tokenOf('rita'), GITHUB_API_URL: standin.url }
    const run = await runHeadwater([...call, '--offline', '--json'], undefined, access)
    const document = diagnosisDocument.parse(JSON.parse(run.stdout))
    expect([document.fix, document.related, document.remedy]).toEqual([null, [], null])
    expect(standin.requests.length).toBe(before)
  })

  const refusals: readonly (readonly [what: string, flags: string[], access: Record<string, string>, says: RegExp])[] =
    [
      ['without a token', ['--upstream'], { GITHUB_TOKEN: '' }, /GITHUB_TOKEN is not set; accepted/],
      ['with a token in two lines', ['--upstream'], { GITHUB_TOKEN: 'a\nb' }, /accepted: the token alone/],
      [
        'with an address that is none',
        ['--upstream'],
        { GITHUB_TOKEN: 'a', GITHUB_API_URL: 'x' },
        /not an address; accepted/,
      ],
      ['with --offline', ['--upstream', '--offline'], { GITHUB_TOKEN: 'a' }, /contradict each other; accepted/],
    ]
  for (const [what, flags, access, says] of refusals) {
    it(`ends with status 2 and one line ${what}`, async () => {
      const run = await runHeadwater([...call, ...flags], undefined, access)
      expect([run.status, run.stdout]).toEqual([2, ''])
      expect(run.stderr).toMatch(says)
      expect(run.stderr.trim().split('\n')).toHaveLength(1)
    })
  }
})
