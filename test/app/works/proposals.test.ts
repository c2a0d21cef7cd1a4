import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTools } from '../../../src/app/create-tools.ts'
import { doWork } from '../../../src/app/do-work.ts'
import type { Work } from '../../../src/app/jobs.ts'
import { noPackageClients } from '../../../src/app/package-clients.ts'
import type { Tools } from '../../../src/app/tools.ts'
import type { Release } from '../../../src/packages/index.ts'
import { incidentPath } from '../../incidents/read-incident.ts'
import { type IssueReference, listAt, numberAt, type Standin, startStandin, textAt } from '../../standin/index.ts'
import { mergeSeeds } from '../../standin/seeds/merge-seeds.ts'
import { tlsUpstream } from '../../standin/seeds/tls-upstream.ts'
import { silentLog } from '../helpers.ts'
import { canonical, incidentBody, incidentSeed, serviceFiles } from '../incident-seed.ts'
import { settingsFor } from '../start-app.ts'

const service = 'acme/edge-proxy'
const patience = 120_000
const configuration = 'upstreams:\n  tokio-rustls: rustls/tokio-rustls\n  rustls: rustls/rustls\n'

let standin: Standin
let tools: Tools
let commands = 0

beforeAll(async () => {
  const repositories = (incidentSeed.repositories ?? []).map((repository) =>
    repository.name === service
      ? {
          ...repository,
          commits: [
            { message: 'Serve', files: serviceFiles(canonical), tag: 'v1.4.0' },
            { message: 'Configure Headwater', files: { '.github/headwater.yml': configuration } },
          ],
        }
      : repository,
  )
  standin = await startStandin(
    mergeSeeds(
      {
        ...incidentSeed,
        repositories,
        users: [...(incidentSeed.users ?? []), { login: 'headwater[bot]', type: 'Bot' }],
      },
      tlsUpstream('today'),
    ),
  )
  tools = createTools({
    settings: settingsFor(standin),
    packages: { ...noPackageClients, releases: [knowsNothing] },
    addWork: async () => {},
    clock: () => new Date('2026-03-01T12:00:00Z'),
    log: silentLog,
  })
}, patience)
afterAll(async () => {
  expect(standin.violations).toEqual([])
  await standin.close()
})

const knowsNothing = {
  name: 'an index',
  ecosystems: new Set(['cargo']),
  claims: async () => false,
  releaseOf: async (): Promise<Release | null> => null,
}

type Spoken = { kind: 'upgrade' } | { kind: 'instrument' } | { kind: 'validate'; trigger: 'ran' | 'absent' | 'unknown' }

/** Does a command as the queue would, and answers what our last comment says then. */
async function say(issue: IssueReference, spoken: Spoken): Promise<string> {
  const repositoryId = numberAt(await standin.look(`/repos/${service}`), 'id')
  const incident = { installationId: 7, repositoryId, owner: 'acme', repo: 'edge-proxy', issue: issue.number }
  commands += 1
  const work: Work = { incident, askedBy: 'wendy', answerTo: `${commands}-0`, ...spoken }
  await doWork(work, tools)
  const ours = (await standin.comments(issue)).filter((one) => textAt(one, 'user', 'login') === 'headwater[bot]')
  return textAt(ours.at(-1), 'body')
}

const openIncident = (body = incidentBody(standin)): Promise<IssueReference> =>
  standin.as('wendy').openIssue({ repository: service, title: 'CPU', body })
const pulls = async () => listAt(await standin.look(`/repos/${service}/pulls?state=all`))
const branchOf = (pull: Parameters<typeof textAt>[0]) => textAt(pull, 'head', 'ref')
const contentAt = async (branch: string, path: string) =>
  (await standin.repository(service).read(branch, path))?.toString('utf8') ?? null

describe('/upstream upgrade', () => {
  let issue: IssueReference

  it(
    'opens a pull request that edits the manifest, says what to run and that CI is red until then',
    async () => {
      issue = await openIncident()
      const answer = await say(issue, { kind: 'upgrade' })
      expect(answer).toMatch(/A pull request is open: /)
      expect(answer).toContain('cargo update -p tokio-rustls')
      const [pull] = await pulls()
      expect(branchOf(pull)).toMatch(new RegExp(`^headwater/upgrade-${issue.number}-[0-9a-f]{8}$`))
      expect(textAt(pull, 'title')).toBe('Move tokio-rustls to 0.26.0, for rustls 0.23.7')
      const body = textAt(pull, 'body')
      expect(body).toContain('a `--locked` build is red.')
      expect(body).toContain('API may have changed')
      expect(await contentAt(branchOf(pull), 'edge-proxy/Cargo.toml')).toMatch(
        /tokio-rustls = \{ version = "0\.2[6-9][.\d]*", features = \["tls12"\] \}/,
      )
      expect(await contentAt(branchOf(pull), 'Cargo.lock')).toBe(await contentAt('main', 'Cargo.lock'))
      expect(await contentAt('main', 'edge-proxy/Cargo.toml')).toContain('version = "0.23"')
    },
    patience,
  )

  it(
    'opens none beside one that is open',
    async () => {
      expect(await say(issue, { kind: 'upgrade' })).toContain('The pull request is open already')
      expect(await pulls()).toHaveLength(1)
    },
    patience,
  )

  it(
    "leaves a person's commits on it as they are",
    async () => {
      const [pull] = await pulls()
      await standin
        .repository(service)
        .commit({ branch: branchOf(pull), files: { 'edge-proxy/src/tls.rs': '// mine\n' } })
      expect(await say(issue, { kind: 'upgrade' })).toContain("It holds a person's commits")
      expect(await contentAt(branchOf(pull), 'edge-proxy/src/tls.rs')).toBe('// mine\n')
    },
    patience,
  )

  it(
    'says that the repository takes no such branch, and leaves nothing half done',
    async () => {
      const other = await openIncident()
      standin.fail({ method: 'POST', path: `/repos/${service}/git/refs`, status: 422 })
      expect(await say(other, { kind: 'upgrade' })).toContain('does not take the branch')
      expect(await pulls()).toHaveLength(1)
    },
    patience,
  )

  it(
    'names no release where the profiles name no package',
    async () => {
      const other = await openIncident('### Profiles\n\n```folded\nmain;handle;parse 60\nmain;handle;write 40\n```')
      expect(await say(other, { kind: 'upgrade' })).toContain('There is no release to move to')
    },
    patience,
  )
})

describe('/upstream instrument', () => {
  it(
    'opens a pull request with metric, alert and profile on alarm, and says what to wire',
    async () => {
      const issue = await openIncident()
      const answer = await say(issue, { kind: 'instrument' })
      expect(answer).toContain('A pull request is open')
      const pull = (await pulls()).find((one) => branchOf(one).startsWith('headwater/instrument-'))
      expect(textAt(pull, 'title')).toBe('Watch for the return of a busy-loop')
      expect(textAt(pull, 'body')).toContain('To be done by hand')
      const alerts = await contentAt(branchOf(pull), 'instrumentation/busy-loop/alerts.yml')
      expect(alerts).toContain('edge_proxy_task_self_wakes_total')
    },
    patience,
  )
})

describe('/upstream validate', () => {
  it(
    'compares what was attached last with the incident, and the report keeps to the incident',
    async () => {
      const issue = await openIncident()
      expect(await say(issue, { kind: 'validate', trigger: 'ran' })).toContain('no recording of a newer run was found')
      const name = 'profile.script.gz'
      const newer = standin.attach({ name, content: { file: incidentPath(canonical, name) } })
      await standin.as('wendy').comment(issue, `[the new build](${newer})\n\n/upstream validate ran`)
      expect(await say(issue, { kind: 'validate', trigger: 'ran' })).toContain('Still there')
      expect(await say(issue, { kind: 'validate', trigger: 'unknown' })).toContain(
        'nobody says whether the trigger ran',
      )
    },
    patience,
  )

  it(
    'says that the trouble is gone where the same load no longer brings it about',
    async () => {
      const issue = await openIncident()
      const name = 'after.script.gz'
      const newer = standin.attach({ name, content: { file: incidentPath(canonical, name) } })
      await standin.as('wendy').comment(issue, `[the fixed build](${newer})\n\n/upstream validate ran`)
      const answer = await say(issue, { kind: 'validate', trigger: 'ran' })
      expect(answer).toContain('Resolved: the symptom is gone')
      // What is told as a reason is not told again as a measure.
      const measured = [...answer.matchAll(/^(.+): .+, now .+$/gm)].map(([, counted]) => counted)
      expect(measured).toHaveLength(4)
      expect(new Set(measured).size).toBe(4)
      expect(await say(issue, { kind: 'validate', trigger: 'absent' })).toContain('Not comparable')
    },
    patience,
  )

  it(
    "does not count a reader's attachment",
    async () => {
      const issue = await openIncident()
      const newer = standin.attach({ name: 'x.txt', content: 'main;a 1\nmain;b 2\nmain;c 3\n' })
      await standin.as('rita').comment(issue, `[x](${newer})\n\n/upstream validate ran`)
      expect(await say(issue, { kind: 'validate', trigger: 'ran' })).toContain('no recording of a newer run was found')
    },
    patience,
  )
})
