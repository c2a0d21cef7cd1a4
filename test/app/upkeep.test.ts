import { rm } from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { noPackageClients, type Service, startService } from '../../src/app/index.ts'
import { type IssueReference, type Standin, startStandin, textAt } from '../standin/index.ts'
import { embeddedDatabase, freePort, until } from './helpers.ts'
import { seed, settingsFor, webhookPath, webhookSecret } from './start-app.ts'

let standin: Standin
let service: Service | null = null
let folders: string[] = []

const noIssues = 'acme/archive'

beforeAll(async () => {
  standin = await startStandin({
    ...seed,
    repositories: [
      { name: noIssues, private: true, files: { 'README.md': '# Archive\n' } },
      ...(seed.repositories ?? []),
    ],
    app: { webhookSecret, installations: [{ id: 7, account: 'acme', repositories: [noIssues, 'acme/checkout'] }] },
  })
})
afterEach(async () => {
  standin.setWebhookUrl(null)
  await service?.stop()
  service = null
  for (const folder of folders) await rm(folder, { recursive: true })
  folders = []
})
afterAll(async () => {
  expect(standin.violations).toEqual([])
  await standin.close()
})

/** The App, on a database that holds nothing. */
async function start(): Promise<void> {
  const dataFolder = await embeddedDatabase()
  folders.push(dataFolder)
  service = await startService({
    settings: { ...settingsFor(standin), dataFolder },
    clock: () => new Date(),
    packages: noPackageClients,
    isWeb: true,
    isWorker: true,
  })
  standin.setWebhookUrl(`${service.url}${webhookPath}`)
}

const openIncident = async (): Promise<IssueReference> => {
  const issue = await standin.as('wendy').openIssue({ repository: 'acme/checkout', title: 'CPU' })
  await standin.as('wendy').label(issue, 'incident-profile')
  return issue
}
const said = async (issue: IssueReference) =>
  (await standin.comments(issue))
    .filter((comment) => textAt(comment, 'user', 'login') === 'headwater[bot]')
    .map((comment) => textAt(comment, 'body'))
const asked = () => standin.requests.filter(({ path }) => /^\/app\/hook\/deliveries\/\d+\/attempts$/.test(path))

describe('an App that starts', () => {
  it('asks again, once each, for what GitHub could not deliver, and does it', async () => {
    const port = await freePort()
    standin.setWebhookUrl(`http://127.0.0.1:${port}${webhookPath}`)
    const issue = await openIncident()
    await standin.as('wendy').comment(issue, '/upstream help')
    await standin.settled()
    // So that nothing but the deliveries tells of it.
    standin.fail({ path: '/app/installations', status: 503 })
    await start()
    await until(async () => (await said(issue)).some((body) => body.includes('No diagnosis')))
    await until(async () => (await said(issue)).some((body) => body.includes('What Headwater understands here')))
    await standin.settled()
    expect(asked()).toHaveLength(3)
    expect(await said(issue)).toHaveLength(2)
  })

  it('finds by itself an incident and a command that no webhook told of, after its database was lost', async () => {
    standin.setWebhookUrl(null)
    const issue = await openIncident()
    const command = await standin.as('wendy').comment(issue, '/upstream draft')
    const before = asked().length
    // A repository that takes no issues is no reason to look at none.
    const refused = standin.fail({ path: `/repos/${noIssues}/issues`, status: 410, times: 2 })
    await start()
    await until(async () => {
      const reactions = await standin
        .as('wendy')
        .request('GET', `/repos/acme/checkout/issues/comments/${command}/reactions`)
      return JSON.stringify(reactions).includes('rocket')
    })
    // The next look finds the label.
    await service?.stop()
    await start()
    await until(async () => (await said(issue)).length === 2)
    expect(asked().length).toBe(before)
    expect(refused.left).toBe(0)
  })
})
