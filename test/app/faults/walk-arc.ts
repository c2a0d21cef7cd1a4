/**
 * The whole arc of the canonical incident, by labels and comments alone: label, report, draft, approval, fork, push, draft pull
 * request, validation, upgrade, withdrawal.
 */
import { noPackageClients } from '../../../src/app/index.ts'
import { incidentPath } from '../../incidents/read-incident.ts'
import { type Harshness, type IssueReference, listAt, type Seed, type Standin, textAt } from '../../standin/index.ts'
import { mergeSeeds } from '../../standin/seeds/merge-seeds.ts'
import { tlsUpstream } from '../../standin/seeds/tls-upstream.ts'
import { contributionSeed, upstreamName } from '../contribution-seed.ts'
import { until as untilWithin } from '../helpers.ts'
import { canonical, incidentBody } from '../incident-seed.ts'
import { isDone } from '../is-done.ts'
import { kindOfComment } from '../kind-of-comment.ts'
import { type RunningApp, startApp } from '../start-app.ts'

export const service = 'acme/edge-proxy'
export const forkName = 'acme/tls-tokio'
const patienceMs = 120_000

/** Where an arc stands. */
export interface Arc {
  readonly app: RunningApp
  readonly issue: IssueReference
  /** Of the draft that was shown last. */
  hash: string
}

/** One thing that a person does, and the wait until the App has done its part. */
export interface Step {
  readonly name: string
  readonly walk: (arc: Arc) => Promise<void>
}

/** The service of the canonical incident, an upstream that knows the trouble, and one that has cured it. */
function arcSeed(): Seed {
  const seed = mergeSeeds(contributionSeed(), tlsUpstream('today'))
  const configuration = 'upstreams:\n  tokio-rustls: rustls/tokio-rustls\n  rustls: rustls/rustls\n'
  const repositories = (seed.repositories ?? []).map((repository) =>
    repository.name === service
      ? {
          ...repository,
          commits: [
            ...(repository.commits ?? []),
            { message: 'Follow upstream', files: { '.github/headwater.yml': configuration } },
          ],
        }
      : repository,
  )
  return { ...seed, repositories }
}

/** Knows no release, so that manifests are edited and lockfiles left. */
const emptyIndex = {
  name: 'an index',
  ecosystems: new Set(['cargo']),
  claims: async () => false,
  releaseOf: async () => null,
}

/** @param harsh how much faster a minute passes on the stand-in, and what else it does */
export async function startArc(harsh: Harshness = { clockFactor: 10 }): Promise<Arc> {
  const packages = { ...noPackageClients, releases: [emptyIndex] }
  const app = await startApp(arcSeed(), packages, undefined, { harsh })
  const wendy = app.standin.as('wendy')
  const issue = await wendy.openIssue({ repository: service, title: 'CPU', body: incidentBody(app.standin) })
  await wendy.comment(issue, `Known there.\n\n/upstream target ${upstreamName}\n/upstream link ${upstreamName}#1`)
  await app.standin.settled()
  return { app, issue, hash: '' }
}

export const steps: readonly Step[] = [
  {
    name: 'label',
    async walk({ app, issue }) {
      await app.standin.as('wendy').label(issue, 'incident-profile')
      await until(async () => (await app.comments(issue)).some((body) => /Asked on|given up|No profile/.test(body)))
    },
  },
  {
    name: 'draft',
    async walk(arc) {
      await say(arc, '/upstream draft')
      const shown = (await arc.app.comments(arc.issue)).join('\n')
      arc.hash = /\/upstream approve ([0-9a-f]{16})/.exec(shown)?.[1] ?? ''
    },
  },
  {
    name: 'approve',
    async walk(arc) {
      const { app, issue, hash } = arc
      const id = await app.standin.as('wendy').comment(issue, `/upstream approve ${hash}`)
      const asked = async () => (await app.comments(issue)).some((body) => body.includes('gh repo fork'))
      await until(async () => (await asked()) || (await isDone(app.standin, service, id)))
      await app.standin.as('mona').request('POST', `/repos/${upstreamName}/forks`, { organization: 'acme' })
      await until(() => isDone(app.standin, service, id))
    },
  },
  {
    name: 'validate',
    async walk(arc) {
      const { standin } = arc.app
      const content = { file: incidentPath(canonical, 'after.script.gz') }
      const address = standin.attach({ name: 'after.script.gz', content, access: 'public', repository: service })
      await say(arc, `[after.script.gz](${address})\n\n/upstream validate ran`)
    },
  },
  {
    name: 'upgrade',
    walk: (arc) => say(arc, '/upstream target none\n/upstream link rustls/tokio-rustls#72\n/upstream upgrade'),
  },
  { name: 'withdraw', walk: (arc) => say(arc, '/upstream withdraw') },
]

async function say({ app, issue }: Arc, command: string): Promise<void> {
  const id = await app.standin.as('wendy').comment(issue, command)
  await until(() => isDone(app.standin, service, id))
}

const until = (condition: () => Promise<boolean>): Promise<void> => untilWithin(condition, patienceMs)

/** What people see of an incident, without what is never the same twice: addresses, hashes, signatures. */
export async function describeIncident({ app, issue }: Pick<Arc, 'app' | 'issue'>): Promise<string[]> {
  const { standin } = app
  // By what they are: where one is missing, the next ones are still the same.
  const comments = (await app.comments(issue)).flatMap((body) =>
    plain(body)
      .split('\n')
      .map((line) => `comment (${kindOfComment(body)}): ${line}`),
  )
  const places = await Promise.all([service, forkName].map((name) => describeRepository(standin, name)))
  return [...comments, ...places.flat()]
}

async function describeRepository(standin: Standin, name: string): Promise<string[]> {
  const pulls = listAt(await standin.look(`/repos/${name}/pulls?state=all&per_page=100`))
  const path = `/repos/${name}/git/matching-refs/heads/headwater`
  // Before the fork is there, it has none.
  const refs = listAt(
    (await standin
      .as('mona')
      .request('GET', path)
      .catch(() => [])) ?? [],
  )
  return [
    ...pulls.map((pull) => `${name}: pull request ${textAt(pull, 'state')}: ${textAt(pull, 'title')}`),
    ...refs.map((ref) => `${name}: ${plain(textAt(ref, 'ref'))}`),
  ]
}

function plain(text: string): string {
  return text
    .replaceAll(/<!--[\s\S]*?-->/g, '<!-- marker -->')
    .replaceAll(/127\.0\.0\.1:\d+/g, 'host')
    .replaceAll(/\b[0-9a-f]{40}\b|\b[0-9a-f]{16}\b|\b[0-9a-f]{7,8}\b/g, 'hash')
    .replaceAll(/\bincidents\/\d+/g, 'incidents/N')
    .replaceAll(/\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d)?Z?)?/g, 'time')
}
