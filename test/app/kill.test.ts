import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Standin, startStandin, textAt } from '../standin/index.ts'
import { embeddedDatabase, until } from './helpers.ts'
import { incidentSeed, smallIncident } from './incident-seed.ts'
import { type ServedProcess, serveProcess } from './served-process.ts'
import { webhookSecret } from './start-app.ts'

/** What people and profilers say of a service, and no log needs. */
const planted = smallIncident.replaceAll('handle', 'quokkafinch::serve').concat('\n\nAsk wallabyjay@corp.example.')

// One moment; `npm run test:kill` takes a hundred at random.
let standin: Standin
let dataFolder: string
let app: ServedProcess
let log: string

beforeAll(async () => {
  standin = await startStandin(incidentSeed)
  dataFolder = await embeddedDatabase()
  log = join(dataFolder, 'log')
  app = await serveProcess({ standin, env: { HEADWATER_DATA: dataFolder, LOG_LEVEL: 'trace' }, log })
  standin.setWebhookUrl(app.webhookUrl)
  await app.start()
})
afterAll(async () => {
  await app.kill('SIGKILL')
  await standin.close()
  await rm(dataFolder, { recursive: true })
})

describe('an App that is killed as it wrote its first comment, unheard', () => {
  it('completes the incident after its restart, in one comment', async () => {
    standin.fail({
      method: 'POST',
      path: '/repos/acme/edge-proxy/issues/*/comments',
      status: 'timeout-after-success',
    })
    const wendy = standin.as('wendy')
    const issue = await wendy.openIssue({ repository: 'acme/edge-proxy', title: 'CPU', body: planted })
    await wendy.label(issue, 'incident-profile')
    await until(() => standin.requests.some(({ status }) => status === 0))
    await app.kill('SIGKILL')
    await app.start()
    const said = async () => (await standin.comments(issue)).map((comment) => textAt(comment, 'body'))
    await until(async () => (await said()).some((body) => body.includes('What was read')), 110_000)
    expect(await said()).toHaveLength(1)
  })

  it('has told in its log of every job with its delivery, and of no secret', async () => {
    await app.kill('SIGTERM')
    const text = await readFile(log, 'utf8')
    const lines = text.trim().split('\n')
    const delivery = standin.deliveries.find(({ action }) => action === 'labeled')?.guid
    for (const kind of ['labelled', 'diagnose']) {
      const told = lines.some((line) => line.includes(`"kind":"${kind}"`) && line.includes(`"delivery":"${delivery}"`))
      expect(told).toBe(true)
    }
    const tokens = standin.requests.flatMap(({ actor }) => (actor.kind === 'installation' ? [actor.token] : []))
    expect(tokens.length).toBeGreaterThan(0)
    const key = standin.app?.privateKey.split('\n')[1] ?? ''
    for (const secret of [...new Set(tokens), webhookSecret, key, 'eyJ', 'quokkafinch', 'wallabyjay'])
      expect(text).not.toContain(secret)
  })
})
