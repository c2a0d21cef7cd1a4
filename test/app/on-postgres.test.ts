import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noPackageClients, type Service, startService } from '../../src/app/index.ts'
import { JobQueue } from '../../src/app/job-queue.ts'
import { openDatabase } from '../../src/app/open-database.ts'
import { type IssueReference, type Standin, startStandin, textAt } from '../standin/index.ts'
import { silentLog, until } from './helpers.ts'
import { type PostgresServer, startPostgres } from './postgres-server.ts'
import { labelledPayload, sendBurst } from './send-burst.ts'
import { seed, settingsFor, webhookPath } from './start-app.ts'

let server: PostgresServer
let standin: Standin

beforeAll(async () => {
  server = await startPostgres()
  standin = await startStandin(seed)
})
afterAll(async () => {
  standin.setWebhookUrl(null)
  await standin.close()
  await server.stop()
})

const start = (isWeb: boolean): Promise<Service> =>
  startService({
    settings: { ...settingsFor(standin), databaseUrl: server.url },
    clock: () => new Date(),
    packages: noPackageClients,
    isWeb,
    isWorker: !isWeb,
  })

describe('on a PostgreSQL server', () => {
  it('several processes share the work, one does what is to be done once, and all give it back when they stop', async () => {
    const services = await Promise.all([start(true), start(true), start(false), start(false)])
    const [first, second] = services
    const lists = () => standin.requests.filter(({ path }) => path === '/app/hook/deliveries').length
    await until(() => lists() > 0)
    const wendy = standin.as('wendy')
    const issues: IssueReference[] = []
    for (let index = 0; index < 12; index++) {
      issues.push(await wendy.openIssue({ repository: 'acme/checkout', title: `CPU ${index}` }))
    }
    const urls = [first, second].map((web) => `${web?.url}${webhookPath}`)
    const repository = await standin.look('/repos/acme/checkout')
    const payloads = issues.map(({ number }) => labelledPayload(number, repository))
    const { failed } = await sendBurst(payloads, { urls, event: 'issues', atOnce: 12 })
    expect([...failed]).toEqual([])
    for (const issue of issues) {
      await until(async () => {
        const comments = await standin.comments(issue)
        return comments.length === 1 && textAt(comments[0], 'body').includes('No diagnosis')
      })
    }
    await Promise.all(services.map((service) => service.stop()))
    expect(lists()).toBe(1)
    expect(standin.violations).toEqual([])
  })

  it('a process that stops hands back what it cannot end, and another goes on at once', async () => {
    const database = await openDatabase({ databaseUrl: server.url, dataFolder: '' })
    const [one, other] = await Promise.all(
      [0, 1].map(() => JobQueue.start({ database, clock: () => new Date(), log: silentLog })),
    )
    const incident = { installationId: 1, repositoryId: 1, owner: 'acme', repo: 'checkout', issue: 77 }
    const done: string[] = []
    const handlers = (name: string, work: () => Promise<void>) => ({
      request: async () => {},
      givenUp: async () => {},
      work: async () => {
        done.push(`${name} begins`)
        await work()
        done.push(`${name} is done`)
      },
    })
    await one?.process(handlers('one', () => new Promise(() => {})))
    await one?.addWork({ kind: 'diagnose', incident, askedBy: 'wendy', answerTo: null }, 'a cause')
    await until(() => done.includes('one begins'))
    await other?.process(handlers('other', async () => {}))
    await one?.stop(1_000)
    await until(() => done.includes('other is done'), 5_000)
    expect(done).toEqual(['one begins', 'other begins', 'other is done'])
    await other?.stop()
  })
})
