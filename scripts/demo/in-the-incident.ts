import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { incidentSeed } from '../../test/app/incident-seed.ts'
import { type IssueReference, type Standin, startStandin, textAt } from '../../test/standin/index.ts'
import { mergeSeeds } from '../../test/standin/seeds/merge-seeds.ts'
import { tlsUpstream } from '../../test/standin/seeds/tls-upstream.ts'
import { canonicalIncident } from './canonical-incident.ts'
import { commentPage } from './comment-page.ts'

const command = fileURLToPath(new URL('../../dist/cli/launch.js', import.meta.url))
const patienceMs = 120_000

/**
 * The same diagnosis where its users are: a stand-in of GitHub and the real App as a process of its own, both on loopback.
 *
 * @param say prints one step
 * @returns the comments, as Markdown and as pages, and the picture, by file name
 */
export async function diagnoseInTheIncident(say: (step: string) => void): Promise<Record<string, string | Uint8Array>> {
  const folder = await mkdtemp(join(tmpdir(), 'headwater-demo-'))
  const standin = await startStandin(mergeSeeds(incidentSeed, tlsUpstream('today')))
  const stopApp = await startApp(standin, folder)
  try {
    say(`a stand-in of GitHub answers at ${standin.url}, and the App listens to its webhooks`)
    return await walkThrough(standin, folder, say)
  } finally {
    await stopApp()
    await standin.close()
    await rm(folder, { recursive: true })
  }
}

async function walkThrough(standin: Standin, folder: string, say: (step: string) => void) {
  const { profile, text } = canonicalIncident
  const wendy = standin.as('wendy')
  const attachment = standin.attach({ name: basename(profile), content: { file: profile }, access: 'private-never' })
  const issue = await wendy.openIssue({
    repository: 'acme/edge-proxy',
    title: 'edge-proxy: two hosts pegged at 100 % CPU',
    body: `### Deployed commit\n\nv1.4.0\n\n### Symptom\n\n${await readFile(text, 'utf8')}\n\n### Profiles\n\n[${basename(profile)}](${attachment})`,
  })
  const page = `${standin.url}/acme/edge-proxy/issues/${issue.number}`
  say(`wendy files the incident, the profile attached: ${page}`)
  await wendy.label(issue, 'incident-profile')
  say('she labels it incident-profile')
  const refused = await said(standin, issue, 'headwater attach')
  say('the App answers that it may not read an attachment of a private repository, and what to do instead')

  await attach(standin, folder, page)
  say(`she runs: headwater attach ${basename(profile)} --issue ${page}`)
  await wendy.comment(issue, '/upstream diagnose')
  say('and comments: /upstream diagnose')
  const verdict = await said(standin, issue, 'The culprit is')
  say('the App answers in the same comment: the culprit is tokio-rustls')
  const report = await said(standin, issue, 'Asked on')
  say('and adds what upstream knows: rustls 0.23.7 has the fix, and tokio-rustls must move first')
  if (!verdict.includes('tokio-rustls 0.23.4')) throw new Error('the comment does not name the known culprit')
  if (!report.includes('rustls 0.23.7')) throw new Error('the comment does not name the known fix')

  const picture = /\/acme\/edge-proxy\/raw\/([0-9a-f]{40})\/(\S+\.png)/.exec(report)
  const png = picture ? await standin.repository('acme/edge-proxy').read(picture[1] ?? '', picture[2] ?? '') : undefined
  if (!png) throw new Error('the picture is not on the evidence branch')
  return {
    '1-not-readable.md': refused,
    '1-not-readable.html': commentPage(refused, null),
    '2-verdict.md': verdict,
    '2-verdict.html': commentPage(verdict, '2-flamegraph.png'),
    '2-report.md': report,
    '2-report.html': commentPage(report, '2-flamegraph.png'),
    '2-flamegraph.png': png,
  }
}

/** Starts `headwater serve` as an installation would, and waits until it can store jobs. @returns what stops it */
async function startApp(standin: Standin, folder: string): Promise<() => Promise<void>> {
  if (!standin.app) throw new Error('the seed has no App')
  const port = await freePort()
  const app = spawn(process.execPath, [command, 'serve'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      PATH: process.env.PATH ?? '',
      HOME: folder,
      APP_ID: String(standin.app.id),
      PRIVATE_KEY: standin.app.privateKey,
      WEBHOOK_SECRET: incidentSeed.app?.webhookSecret ?? '',
      GITHUB_API_URL: standin.url,
      GITHUB_STORAGE_URL: standin.objectsUrl,
      HEADWATER_INDEXES: 'off',
      HEADWATER_PACING: 'off',
      HEADWATER_DATA: join(folder, 'data'),
      LOG_LEVEL: 'error',
      HOST: '127.0.0.1',
      PORT: String(port),
    },
  })
  const url = `http://127.0.0.1:${port}`
  await until(async () => {
    if (app.exitCode !== null) throw new Error(`headwater serve ended with status ${app.exitCode}`)
    const answer = await fetch(`${url}/readyz`).catch(() => null)
    return answer?.ok ? true : null
  })
  standin.setWebhookUrl(`${url}/api/github/webhooks`)
  return async () => {
    standin.setWebhookUrl(null)
    const ended = once(app, 'exit')
    app.kill('SIGTERM')
    await ended
  }
}

/** `headwater attach`, with a person's own git credentials. */
async function attach(standin: Standin, folder: string, page: string): Promise<void> {
  const { host } = new URL(standin.url)
  const credentials = join(folder, 'credentials')
  await writeFile(credentials, `http://wendy:${standin.tokenOf('wendy')}@${host}\n`)
  const configuration = `[user]\nname = Wendy\nemail = wendy@acme.example\n[credential]\nhelper = store --file ${credentials}\n`
  await writeFile(join(folder, 'gitconfig'), configuration)
  const run = spawn(process.execPath, [command, 'attach', canonicalIncident.profile, '--issue', page], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      PATH: process.env.PATH ?? '',
      HOME: folder,
      GITHUB_API_URL: standin.url,
      GIT_CONFIG_GLOBAL: join(folder, 'gitconfig'),
      GIT_TERMINAL_PROMPT: '0',
    },
  })
  const [status] = await once(run, 'exit')
  if (status !== 0) throw new Error(`headwater attach ended with status ${status}`)
}

/** Waits for the App's comment to hold a text. */
function said(standin: Standin, issue: IssueReference, text: string): Promise<string> {
  return until(async () => {
    const bodies = (await standin.comments(issue)).map((comment) => textAt(comment, 'body'))
    return bodies.find((body) => body.includes(text) && !body.startsWith('/')) ?? null
  })
}

async function until<T>(look: () => Promise<T | null>): Promise<T> {
  const end = performance.now() + patienceMs
  for (;;) {
    const found = await look()
    if (found !== null) return found
    if (performance.now() > end) throw new Error(`nothing came within ${patienceMs / 1000} s`)
    await sleep(100)
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port is free on loopback')
  return address.port
}
