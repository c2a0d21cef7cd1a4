import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type IssueReference, listAt, textAt } from '../standin/index.ts'
import { contributionSeed, upstreamName } from './contribution-seed.ts'
import { until } from './helpers.ts'
import { incidentBody } from './incident-seed.ts'
import { reachingOut } from './reaching-out.ts'
import { type RunningApp, startApp } from './start-app.ts'

const patience = 480_000
const forkName = 'acme/tls-tokio'
let app: RunningApp
let issue: IssueReference
let hash = ''

beforeAll(async () => {
  app = await startApp(contributionSeed())
  const body = incidentBody(app.standin)
  issue = await app.standin.as('wendy').openIssue({ repository: 'acme/edge-proxy', title: 'CPU', body })
}, 120_000)
afterAll(() => app.stop())

async function says(login: string, command: string, answer: string): Promise<string> {
  await app.standin.as(login).comment(issue, command)
  await until(async () => (await app.comments(issue)).some((body) => body.includes(answer)), patience)
  return (await app.comments(issue)).find((body) => body.includes(answer)) ?? ''
}

const reached = () => reachingOut(app.standin, 'acme/edge-proxy')

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
      await app.standin.as('mona').request('POST', `/repos/${upstreamName}/forks`, { organization: 'acme' })
      await until(
        async () => (await app.comments(issue)).some((body) => body.includes('completes and sends it')),
        patience,
      )
      const pulls = listAt(await app.standin.look(`/repos/${forkName}/pulls`))
      expect(pulls).toMatchObject([{ draft: true, base: { ref: 'main' } }])
      const branch = textAt(pulls[0], 'head', 'ref')
      const fork = app.standin.repository(forkName)
      expect((await fork.read(branch, 'headwater-reproduction/tests/reproduction.rs'))?.toString()).toContain('FILL IN')
      expect(await fork.read(branch.replace('incident', 'evidence'), 'flamegraph.png')).toBeDefined()
    },
    patience,
  )

  it('writes nothing upstream', () => {
    const upstream = reached().filter(
      ({ path }) => path.startsWith(`/repos/${upstreamName}/`) || path.startsWith(`/${upstreamName}`),
    )
    expect(upstream.map(({ method, path, actor }) => [method, path, actor.kind])).toEqual([
      ['POST', `/repos/${upstreamName}/forks`, 'user'],
    ])
  })

  it(
    'takes it back',
    async () => {
      await says('wendy', '/upstream withdraw', 'What was published is withdrawn')
      expect(listAt(await app.standin.look(`/repos/${forkName}/pulls`))).toEqual([])
    },
    patience,
  )
})

it('sends GitHub nothing that its own description would not allow', () => {
  expect(app.standin.violations).toEqual([])
})
