import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { atIncident, type Scene } from '../../../src/app/at-incident.ts'
import { createTools } from '../../../src/app/create-tools.ts'
import type { DiagnoseWork, Work } from '../../../src/app/jobs.ts'
import { noPackageClients } from '../../../src/app/package-clients.ts'
import { type Study, studyIncident } from '../../../src/app/study-incident.ts'
import type { Tools } from '../../../src/app/tools.ts'
import { reportStudy } from '../../../src/app/works/report-study.ts'
import { type IssueReference, numberAt, type Standin, startStandin, textAt } from '../../standin/index.ts'
import { mergeSeeds } from '../../standin/seeds/merge-seeds.ts'
import { tlsUpstream } from '../../standin/seeds/tls-upstream.ts'
import { silentLog } from '../helpers.ts'
import { incidentBody, incidentSeed } from '../incident-seed.ts'
import { settingsFor } from '../start-app.ts'

type Fault = Parameters<Standin['fail']>[0]

let standin: Standin
let issue: IssueReference
let work: DiagnoseWork
let tools: Tools
/** Read once: what differs is how GitHub answers afterwards. */
let study: Study
let added: Work[] = []
let heal = (): void => {}
/** What the index says of the culprit's sources. */
let address = 'https://github.com/rustls/tokio-rustls'

beforeAll(async () => {
  standin = await startStandin(mergeSeeds(incidentSeed, tlsUpstream('today')))
  issue = await standin
    .as('wendy')
    .openIssue({ repository: 'acme/edge-proxy', title: 'CPU', body: incidentBody(standin) })
  const repositoryId = numberAt(await standin.look('/repos/acme/edge-proxy'), 'id')
  const incident = { installationId: 7, repositoryId, owner: 'acme', repo: 'edge-proxy', issue: issue.number }
  work = { kind: 'diagnose', incident, askedBy: 'wendy', answerTo: null }
  const index = {
    name: 'an index',
    ecosystems: new Set(['cargo']),
    claims: async () => false,
    repositoryOf: async () => ({ address, directory: null, tracker: null, provenance: 'an index' }),
  }
  tools = createTools({
    settings: settingsFor(standin),
    addWork: async (next) => {
      added.push(next)
    },
    clock: () => new Date(),
    log: silentLog,
    packages: { ...noPackageClients, indexes: [index] },
  })
  await inScene(async (scene) => {
    const studied = await studyIncident(scene, { staysInside: true, withPicture: false })
    if (studied?.kind !== 'study') throw new Error('no study')
    study = studied
  })
}, 120_000)
afterEach(() => {
  heal()
  added = []
})
afterAll(() => standin.close())

async function inScene(act: (scene: Scene) => Promise<void>): Promise<void> {
  await atIncident(work.incident, tools, { permissions: { issues: 'write', contents: 'write' } }, act)
}

function strike(fault: Fault): void {
  const pending = standin.fail({ ...fault, times: 1_000 })
  heal = () => {
    pending.left = 0
  }
}

/** The status comment after the job. */
async function report(asked: DiagnoseWork): Promise<string> {
  await inScene((scene) => reportStudy(asked, scene, study))
  return textAt((await standin.comments(issue))[0] ?? null, 'body')
}

const partial = JSON.stringify({
  data: { search: { nodes: [null] }, repository: null },
  errors: [
    { type: 'SERVICE_UNAVAILABLE', path: ['search'], message: 'Something went wrong while executing your query.' },
  ],
})

describe('where GitHub fails, the report appears, says what is missing and why, and completes itself', () => {
  const reset = Math.ceil(Date.now() / 1000) + 900
  const passing: readonly (readonly [what: string, fault: Fault, says: RegExp])[] = [
    [
      '403 with retry-after',
      { path: '/graphql', status: 'secondary-rate-limit' },
      /GitHub allows no more requests for 60 s/,
    ],
    [
      '429 with retry-after',
      { path: '/graphql', status: 429, headers: { 'retry-after': '30' } },
      /no more requests for 30 s/,
    ],
    ['429 without it', { path: '/graphql', status: 429 }, /GitHub allows no more requests\./],
    [
      '429 with a time of reset',
      { path: '/graphql', status: 429, headers: { 'x-ratelimit-reset': String(reset) } },
      /GitHub allows no more requests until `?\d\d:\d\d`? UTC/,
    ],
    ['500', { path: '/graphql', status: 500 }, /GitHub is in trouble \(500\)/],
    ['503 for a repository', { path: '/repos/rustls/tokio-rustls', status: 503 }, /GitHub is in trouble \(503\)/],
    [
      'GraphQL with errors and a part',
      { path: '/graphql', status: 200, body: partial },
      /in part only: GitHub says: Something went/,
    ],
    ['malformed JSON', { path: '/graphql', status: 200, body: '{"data":' }, /could not be read/],
    ['a cut connection', { path: '/graphql', status: 'cut' }, /could not be read/],
  ]
  for (const [what, fault, says] of passing) {
    it(what, async () => {
      strike(fault)
      const before = await report(work)
      expect(before).toContain('The culprit is `tokio-rustls')
      expect(before).toMatch(/Missing: /)
      expect(before).toMatch(says)
      expect(before).toContain('What is missing is asked for again by itself')
      heal()
      const [next] = added
      if (next?.kind !== 'diagnose') throw new Error('nothing was put off')
      const after = await report(next)
      expect(after).toMatch(/\*\*Fix:\*\* `rustls 0\.23\.7` has it/)
      expect(after).not.toContain('Missing: ')
      expect(added).toHaveLength(1)
    })
  }
})

describe('what GitHub refuses for good is said, and not asked again', () => {
  const lasting: readonly (readonly [what: string, fault: Fault, says: RegExp])[] = [
    ['401', { path: '/graphql', status: 401 }, /GitHub does not accept the token/],
    ['403', { path: '/graphql', status: 403 }, /GitHub does not allow it \(403\)/],
    ['404', { path: '/graphql', status: 404 }, /there is no such thing, or it may not be seen \(404\)/],
  ]
  for (const [what, fault, says] of lasting) {
    it(what, async () => {
      strike(fault)
      const said = await report(work)
      expect(said).toContain('The culprit is `tokio-rustls')
      expect(said).toMatch(says)
      expect(said).toContain('The comment `/upstream diagnose` asks again.')
      expect(added).toEqual([])
    })
  }
})

describe('foreign metadata', () => {
  const rows: readonly (readonly [what: string, address: string])[] = [
    ['a script', 'javascript:alert(1)'],
    ['a megabyte', `https://github.com/rustls/${'a'.repeat(1024 * 1024)}`],
  ]
  for (const [what, stated] of rows) {
    it(`${what} for a repository stands nowhere in the report, which looks elsewhere`, async () => {
      address = stated
      const said = await report(work)
      expect(said).toContain('The culprit is `tokio-rustls')
      expect(said).not.toContain('javascript:')
      expect(said.length).toBeLessThan(65_536)
      address = 'https://github.com/rustls/tokio-rustls'
    })
  }

  it('an old name of the repository leads to the new one', async () => {
    address = 'https://github.com/quininer/tokio-rustls'
    expect(await report(work)).toContain('They were at `quininer/tokio-rustls` before.')
    address = 'https://github.com/rustls/tokio-rustls'
  })

  it('is asked for again four times at the most', async () => {
    strike({ path: '/graphql', status: 500 })
    const said = await report({ ...work, looks: 4 })
    expect(said).toContain('The comment `/upstream diagnose` asks again.')
    expect(added).toEqual([])
  })
})
