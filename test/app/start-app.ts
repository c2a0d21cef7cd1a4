import { rm } from 'node:fs/promises'
import {
  noPackageClients,
  type PackageClients,
  type Service,
  type Settings,
  startService,
} from '../../src/app/index.ts'
import {
  type IssueReference,
  type Seed,
  type Standin,
  type StandinOptions,
  startStandin,
  textAt,
} from '../standin/index.ts'
import { embeddedDatabase, until } from './helpers.ts'

export const webhookSecret = 'a secret of the tests'
export const webhookPath = '/api/github/webhooks'

/** A service with people of every role, and the App installed. */
export const seed: Seed = {
  users: [
    { login: 'mona' },
    { login: 'wendy' },
    { login: 'trish' },
    { login: 'rita' },
    { login: 'helper[bot]', type: 'Bot' },
  ],
  organizations: [{ login: 'acme', admins: ['mona'] }],
  repositories: [
    {
      name: 'acme/checkout',
      private: true,
      labels: ['incident-profile', 'bug'],
      collaborators: { wendy: 'write', trish: 'triage', rita: 'read', 'helper[bot]': 'write' },
      files: { 'README.md': '# Checkout\n' },
    },
    { name: 'acme/elsewhere', private: true, files: { 'README.md': '# Not installed here\n' } },
  ],
  app: {
    webhookSecret,
    installations: [{ id: 7, account: 'acme', repositories: ['acme/checkout'] }],
  },
}

/** Settings by which the App takes the stand-in for GitHub. */
export function settingsFor({ app, url, objectsUrl }: Standin): Settings {
  if (!app) throw new Error('the seed has no App')
  return {
    appId: app.id,
    privateKey: app.privateKey,
    webhookSecret,
    apiUrl: url,
    storageUrl: objectsUrl,
    databaseUrl: null,
    dataFolder: '',
    host: '127.0.0.1',
    port: 0,
    asksIndexes: false,
    pacing: false,
    logLevel: 'fatal',
    logFormat: 'json',
  }
}

/** The App at work on the stand-in. */
export interface RunningApp {
  readonly standin: Standin
  readonly service: Service
  /** Bodies of the comments that the App has on an issue. */
  readonly comments: (issue: IssueReference) => Promise<string[]>
  /** Waits until the App's only comment on an issue holds a text. */
  readonly saysAtLast: (issue: IssueReference, text: string | RegExp) => Promise<string>
  readonly stop: () => Promise<void>
}

/** Starts stand-in and App, on one clock, both on loopback and any free port. Without `packages` no index is asked. */
export async function startApp(
  given: Seed = seed,
  packages: PackageClients = noPackageClients,
  clock?: () => Date,
  options: StandinOptions = {},
): Promise<RunningApp> {
  const standin = await startStandin(given, { ...options, ...(clock ? { now: clock } : {}) })
  const dataFolder = await embeddedDatabase()
  const service = await startService({
    settings: { ...settingsFor(standin), dataFolder },
    clock: clock ?? (() => new Date()),
    packages,
    isWeb: true,
    isWorker: true,
  })
  standin.setWebhookUrl(`${service.url}${webhookPath}`)
  const comments = async (issue: IssueReference) =>
    (await standin.comments(issue))
      .filter((comment) => textAt(comment, 'user', 'login') === 'headwater[bot]')
      .map((comment) => textAt(comment, 'body'))
  return {
    standin,
    service,
    comments,
    async saysAtLast(issue, text) {
      const isSaid = (body: string) => (typeof text === 'string' ? body.includes(text) : text.test(body))
      await until(async () => (await comments(issue)).some(isSaid))
      return (await comments(issue)).find(isSaid) ?? ''
    },
    async stop() {
      standin.setWebhookUrl(null)
      await service.stop()
      await standin.close()
      await rm(dataFolder, { recursive: true })
    },
  }
}
