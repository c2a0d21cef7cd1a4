import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type IssueReference, numberAt, textAt } from '../standin/index.ts'
import { until } from './helpers.ts'
import { incidentBody, incidentSeed, smallIncident } from './incident-seed.ts'
import { type RunningApp, startApp } from './start-app.ts'

let app: RunningApp

beforeAll(async () => {
  app = await startApp(incidentSeed)
}, 120_000)
afterAll(() => app.stop())

const openIncident = (body = incidentBody(app.standin)): Promise<IssueReference> =>
  app.standin.as('wendy').openIssue({ repository: 'acme/edge-proxy', title: 'edge-proxy: CPU at 100 %', body })

describe('an incident that is labelled', () => {
  it('is told its culprit in one comment, with the picture from the evidence branch', async () => {
    const issue = await openIncident()
    await app.standin.as('wendy').label(issue, 'incident-profile')
    const report = await app.saysAtLast(issue, 'The culprit is')
    expect(report).toContain('tokio-rustls')
    expect(report).toContain('v1.4.0')
    expect(await app.comments(issue)).toHaveLength(1)
    const [, commit = '', path = ''] = /\/acme\/edge-proxy\/raw\/([0-9a-f]{40})\/(\S+\.png)/.exec(report) ?? []
    const service = app.standin.repository('acme/edge-proxy')
    expect(await service.resolve('headwater-evidence')).toBe(commit)
    expect((await service.read(commit, path))?.subarray(1, 4).toString()).toBe('PNG')
  })

  it('first hears how many profiles are read', async () => {
    const said = app.standin.requests.flatMap(({ body }) => textAt(body, 'body'))
    expect(said.find((text) => text.includes('Reading one profile'))).toBeDefined()
  })

  it('is told its culprit also where the picture cannot be pushed', async () => {
    app.standin.fail({ method: 'POST', path: '/repos/acme/edge-proxy/git/blobs', status: 403 })
    const issue = await openIncident()
    await app.standin.as('wendy').label(issue, 'incident-profile')
    const report = await app.saysAtLast(issue, 'The culprit is')
    expect(report).not.toContain('.png')
  })

  it('is told what to do when its attachment cannot be read by an App', async () => {
    const issue = await openIncident(incidentBody(app.standin, { access: 'private-never' }))
    await app.standin.as('wendy').label(issue, 'incident-profile')
    const report = await app.saysAtLast(issue, 'No diagnosis')
    expect(report).toMatch(/headwater attach/)
  })

  it('reports with what a person names as the culprit', async () => {
    const issue = await openIncident()
    await app.standin.as('wendy').comment(issue, '/upstream suspect rustls')
    const report = await app.saysAtLast(issue, 'The culprit is')
    expect(report).toMatch(/`wendy` says that `[^`]*rustls[^`]*` is the culprit/)
  })
})

describe('the one comment of an incident', () => {
  const reported = 'What was read'
  const mona = () => app.standin.as('mona')
  const report = async (): Promise<IssueReference> => {
    const issue = await openIncident(smallIncident)
    await app.standin.as('wendy').label(issue, 'incident-profile')
    await app.saysAtLast(issue, reported)
    return issue
  }
  const ourComment = async (issue: IssueReference) => numberAt((await app.standin.comments(issue))[0], 'id')

  it('is written anew when it was deleted', async () => {
    const issue = await report()
    await mona().deleteComment('acme/edge-proxy', await ourComment(issue))
    await app.standin.as('wendy').comment(issue, '/upstream diagnose')
    await app.saysAtLast(issue, reported)
    expect(await app.comments(issue)).toHaveLength(1)
  })

  it('is written over when a person edited it', async () => {
    const issue = await report()
    const [body = ''] = await app.comments(issue)
    await mona().editComment('acme/edge-proxy', await ourComment(issue), body.replaceAll(reported, 'Nothing was read'))
    await app.standin.as('wendy').comment(issue, '/upstream diagnose')
    await app.saysAtLast(issue, reported)
    expect(await app.comments(issue)).toHaveLength(1)
  })

  it('is written beside it when a person took the marker away', async () => {
    const issue = await report()
    await mona().editComment('acme/edge-proxy', await ourComment(issue), 'Mine now')
    await app.standin.as('wendy').comment(issue, '/upstream diagnose')
    await app.saysAtLast(issue, reported)
    expect((await app.comments(issue))[0]).toBe('Mine now')
    expect(await app.comments(issue)).toHaveLength(2)
  })

  it('stays one when the label is delivered again', async () => {
    const issue = await report()
    const guid = app.standin.deliveries.findLast(({ action }) => action === 'labeled')?.guid ?? ''
    await app.standin.redeliver(guid)
    await app.standin.as('wendy').comment(issue, '/upstream help')
    await until(async () => (await app.comments(issue)).length === 2)
    expect((await app.comments(issue)).filter((body) => body.includes(reported))).toHaveLength(1)
  })
})

it('sends GitHub nothing that its own description would not allow', () => {
  expect(app.standin.violations).toEqual([])
})
