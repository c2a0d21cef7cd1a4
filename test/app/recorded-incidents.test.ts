import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type IssueReference, numberAt, textAt } from '../standin/index.ts'
import { until } from './helpers.ts'
import { incidentBody, incidentSeed, serviceRepository } from './incident-seed.ts'
import { type RunningApp, startApp } from './start-app.ts'

const incidents = [
  {
    id: 'rust-serde-flatten-untagged',
    repository: 'acme/event-indexer',
    profile: 'profile.script.gz',
    culprit: /The culprit is `serde(?:_json)? /,
  },
  {
    id: 'n16-pkg-mirror',
    repository: 'acme/pkg-mirror',
    profile: 'profile.cpuprofile.gz',
    culprit: /The culprit is `semver /,
  },
  {
    id: 'go-blackfriday-quadratic-brackets',
    repository: 'acme/notes-api',
    profile: 'profile.pb.gz',
    culprit: /The culprit is `github\.com\/russross\/blackfriday /,
  },
] as const

let app: RunningApp

beforeAll(async () => {
  const services = incidents.map(({ repository, id }) => serviceRepository(repository, id))
  app = await startApp({ ...incidentSeed, repositories: services })
}, 120_000)
afterAll(() => app.stop())

/** Sends everything again that GitHub has delivered about an issue: its opening, its label. */
async function redeliver({ repository, number }: IssueReference): Promise<void> {
  const sent = () =>
    app.standin.deliveries.filter(
      ({ payload, redelivery, statusCode }) =>
        !redelivery &&
        statusCode === 200 &&
        textAt(payload, 'repository', 'full_name') === repository &&
        numberAt(payload, 'issue', 'number') === number,
    )
  await until(() => sent().length >= 2)
  for (const { guid } of sent()) await app.standin.redeliver(guid)
}

describe('a recorded incident is told its culprit in one comment, whatever is delivered again', () => {
  for (const { id, repository, profile, culprit } of incidents) {
    it(id, async () => {
      const wendy = app.standin.as('wendy')
      const body = incidentBody(app.standin, { repository, id, profile })
      const issue = await wendy.openIssue({ repository, title: 'CPU', body })
      await wendy.label(issue, 'incident-profile')
      await redeliver(issue)
      await app.saysAtLast(issue, culprit)
      await redeliver(issue)
      // Requests of an issue are answered in order, so that all of them are when this one is.
      await wendy.comment(issue, '/upstream help')
      await app.saysAtLast(issue, 'What Headwater understands here')
      const comments = await app.comments(issue)
      expect(comments).toHaveLength(2)
      expect(comments[0]).toMatch(culprit)
    })
  }
})

it('sends GitHub nothing that its own description would not allow', () => {
  expect(app.standin.violations).toEqual([])
})
