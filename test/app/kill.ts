import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type IssueReference, type Standin, startStandin, textAt } from '../standin/index.ts'
import { embeddedDatabase, freePort, until } from './helpers.ts'
import { incidentBody, incidentSeed } from './incident-seed.ts'
import { webhookPath, webhookSecret } from './start-app.ts'

let standin: Standin
let dataFolder: string
let port: number
let app: ChildProcess | null = null

beforeAll(async () => {
  standin = await startStandin(incidentSeed)
  dataFolder = await embeddedDatabase()
  port = await freePort()
  standin.setWebhookUrl(`http://127.0.0.1:${port}${webhookPath}`)
  await start()
})
afterAll(async () => {
  app?.kill('SIGKILL')
  await standin.close()
  await rm(dataFolder, { recursive: true })
})

/** `headwater serve` as a process of its own, ready for webhooks. */
async function start(): Promise<void> {
  app = spawn(process.execPath, [fileURLToPath(new URL('../../src/cli/launch.ts', import.meta.url)), 'serve'], {
    stdio: 'ignore',
    env: {
      APP_ID: String(standin.app?.id),
      PRIVATE_KEY: standin.app?.privateKey,
      WEBHOOK_SECRET: webhookSecret,
      GITHUB_API_URL: standin.url,
      GITHUB_STORAGE_URL: standin.objectsUrl,
      HEADWATER_DATA: dataFolder,
      HEADWATER_INDEXES: 'off',
      HEADWATER_PACING: 'off',
      HOST: '127.0.0.1',
      PORT: String(port),
    },
  })
  await until(() =>
    fetch(`http://127.0.0.1:${port}/readyz`).then(
      ({ status }) => status === 200,
      () => false,
    ),
  )
}

async function kill(): Promise<void> {
  if (!app) return
  app.kill('SIGKILL')
  await once(app, 'exit')
}

const ours = async (issue: IssueReference) =>
  (await standin.comments(issue))
    .filter((comment) => textAt(comment, 'user', 'login') === 'headwater[bot]')
    .map((comment) => textAt(comment, 'body'))

describe('an App that is killed in the middle of a job', () => {
  /** What the App was about to do as it was killed. */
  const moments = {
    'before it looked who set the label': { path: '/repos/acme/edge-proxy/collaborators/*' },
    'as it wrote its first comment, unheard': { method: 'POST', path: '/repos/acme/edge-proxy/issues/*/comments' },
    'before it wrote the verdict': { method: 'PATCH', path: '/repos/acme/edge-proxy/issues/comments/*' },
  }
  for (const [moment, fault] of Object.entries(moments)) {
    it(`${moment}, completes the incident after its restart, in one comment`, async () => {
      const status = moment.includes('unheard') ? 'timeout-after-success' : 'hang'
      standin.fail({ ...fault, status })
      const wendy = standin.as('wendy')
      const issue = await wendy.openIssue({ repository: 'acme/edge-proxy', title: 'CPU', body: incidentBody(standin) })
      const before = standin.requests.length
      await wendy.label(issue, 'incident-profile')
      await until(() => standin.requests.slice(before).some((request) => request.status === 0))
      await kill()
      await start()
      await until(async () => (await ours(issue)).some((body) => body.includes('tokio-rustls')))
      expect(await ours(issue)).toHaveLength(1)
    })
  }
})
