import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { holds, makeReadable } from '../leaks/find-secret.ts'
import { generateIncident } from '../leaks/generate-incident.ts'
import {
  fork,
  type PlantedIncident,
  requestsOf,
  seedOf,
  upstream,
  watchRepositories,
} from '../leaks/through-the-app.ts'
import { type IssueReference, listAt, textAt } from '../standin/index.ts'
import { until } from './helpers.ts'
import { reachingOut } from './reaching-out.ts'
import { type RunningApp, startApp } from './start-app.ts'

const patience = 480_000
/** A public service of Rust's, in which every private field holds a word of its own; `npm run leaks -- --app 20` takes more of them. */
const planted: PlantedIncident = { incident: generateIncident(5), service: 'acme/service', isPublic: true }
const { profile, secrets, told } = planted.incident
let app: RunningApp
let issue: IssueReference
let hash = ''
let pushed: ReturnType<typeof watchRepositories>

beforeAll(async () => {
  app = await startApp(seedOf([planted]))
  const { standin } = app
  pushed = watchRepositories(standin, [planted])
  const content = { base64: Buffer.from(profile.bytes).toString('base64') }
  const address = standin.attach({ name: 'cpu.gz', content, access: 'public' })
  const body = `### Symptom\n\n${told.symptom}\n\n### Profiles\n\n[${profile.name}](${address})`
  issue = await standin.as('wendy').openIssue({ repository: planted.service, title: told.title, body })
}, 120_000)
afterAll(() => app.stop())

async function says(login: string, command: string, answer: string): Promise<string> {
  await app.standin.as(login).comment(issue, command)
  await until(async () => (await app.comments(issue)).some((body) => body.includes(answer)), patience)
  return (await app.comments(issue)).find((body) => body.includes(answer)) ?? ''
}

const reached = () => reachingOut(app.standin, planted.service)

describe('from the incident to the hand-over, by comments alone', () => {
  it(
    'drafts without reaching anybody',
    async () => {
      const preview = await says('wendy', '/upstream draft', 'nothing is published yet')
      hash = /\/upstream approve ([0-9a-f]{16})/.exec(preview)?.[1] ?? ''
      expect(hash).toHaveLength(16)
      expect(reached()).toEqual([])
    },
    patience,
  )

  it(
    'does nothing for a reader’s approval, and says who may',
    async () => {
      const answer = await says('rita', `/upstream approve ${hash}`, 'without write permission')
      expect(answer).toContain('Nothing was published')
      expect(reached()).toEqual([])
    },
    patience,
  )

  it(
    'asks for the fork, and goes on by itself when a person has made it',
    async () => {
      await says('wendy', `/upstream approve ${hash}`, 'gh repo fork')
      expect(reached()).toEqual([])
      await app.standin.as('mona').request('POST', `/repos/${upstream}/forks`, { organization: 'acme' })
      await until(
        async () => (await app.comments(issue)).some((body) => body.includes('completes and sends it')),
        patience,
      )
      const pulls = listAt(await app.standin.look(`/repos/${fork}/pulls`))
      expect(pulls).toMatchObject([{ draft: true, base: { ref: 'main' } }])
      const branch = textAt(pulls[0], 'head', 'ref')
      const repository = app.standin.repository(fork)
      const reproduction = await repository.read(branch, 'headwater-reproduction/tests/reproduction.rs')
      expect(reproduction?.toString()).toContain('FILL IN')
      expect(await repository.read(branch.replace('incident', 'evidence'), 'flamegraph.png')).toBeDefined()
    },
    patience,
  )

  it('writes nothing upstream', () => {
    const there = reached().filter(
      ({ path }) => path.startsWith(`/repos/${upstream}/`) || path.startsWith(`/${upstream}`),
    )
    expect(there.map(({ method, path, actor }) => [method, path, actor.kind])).toEqual([
      ['POST', `/repos/${upstream}/forks`, 'user'],
    ])
  })

  it(
    'takes it back',
    async () => {
      await says('wendy', '/upstream withdraw', 'What was published is withdrawn')
      expect(listAt(await app.standin.look(`/repos/${fork}/pulls`))).toEqual([])
    },
    patience,
  )
})

it('tells nobody a private word: in no comment, commit, picture, branch, address or question', () => {
  const left = [...requestsOf(app.standin, [planted]), ...pushed()].map(makeReadable)
  expect(left.length).toBeGreaterThan(100)
  const [raw, text] = [left.map((one) => one.raw).join('\n'), left.map((one) => one.text).join('\n')]
  expect(secrets.filter(({ word }) => holds({ where: 'anywhere', raw, text }, word))).toEqual([])
})

it('writes its own commands as they are to be said', async () => {
  const comments = (await app.comments(issue)).join('\n')
  expect(comments).toContain('/upstream')
  expect(comments).not.toMatch(/your service (?:suspect|target|link|draft|approve) /)
})

it('sends GitHub nothing that its own description would not allow', () => {
  expect(app.standin.violations).toEqual([])
})
