import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createNodeMiddleware, Probot } from 'probot'
import { HeadwaterError } from '../errors.ts'
import { createHttpServer, listen, type Webhooks, webhookPath } from './http-server.ts'
import type { JobQueue } from './job-queue.ts'
import type { PackageClients } from './package-clients.ts'
import type { Settings } from './read-settings.ts'
import { receiveWebhooks } from './receive-webhooks.ts'
import { startJobs } from './start-jobs.ts'

export interface ServiceOptions {
  readonly settings: Settings
  readonly clock: () => Date
  readonly packages: PackageClients
  /** Which half of the work this process does; at least one. */
  readonly isWeb: boolean
  readonly isWorker: boolean
}

export interface Service {
  /** Where it listens: `http://localhost:3000`. */
  readonly url: string
  readonly stop: () => Promise<void>
}

/**
 * Starts the App: receives webhooks, does the jobs, or both.
 *
 * @throws HeadwaterError `usage` where the port is taken, another process uses the embedded database, or only one half is
 * asked for on the embedded database
 */
export async function startService({ settings, clock, packages, isWeb, isWorker }: ServiceOptions): Promise<Service> {
  if (settings.databaseUrl === null && !(isWeb && isWorker)) {
    throw new HeadwaterError(
      'usage',
      'the embedded database serves one process, which receives and works: set DATABASE_URL, or leave out --web and --worker',
    )
  }
  const probot = new Probot({
    appId: settings.appId,
    privateKey: settings.privateKey,
    secret: settings.webhookSecret,
    baseUrl: settings.apiUrl,
    logLevel: settings.logLevel,
    logFormat: settings.logFormat,
  })
  await probot.ready()
  const { log } = probot
  const jobs = await startJobs({ settings, clock, log, packages, isWorker })
  try {
    const webhooks = isWeb ? await createWebhooks(probot, jobs.queue) : null
    const server = createHttpServer({ webhooks, check: () => jobs.queue.check(), log })
    await listen(server, settings)
    const url = `http://${settings.host}:${(server.address() as AddressInfo).port}`
    log.info({ url, isWeb, isWorker }, 'Headwater listens')
    return {
      url,
      async stop() {
        await close(server)
        await jobs.stop()
      },
    }
  } catch (error) {
    await jobs.stop()
    throw error
  }
}

async function createWebhooks(probot: Probot, queue: JobQueue): Promise<Webhooks> {
  const handle = await createNodeMiddleware((app) => receiveWebhooks(app, queue), { probot, webhooksPath: webhookPath })
  return {
    handle,
    isSigned: async (body, signature) => signature !== '' && probot.webhooks.verify(body, signature),
  }
}

async function close(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve())
    server.closeIdleConnections()
  })
}
