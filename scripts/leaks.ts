// Plants a random word in every private field of generated incidents, and looks for it in every byte that leaves.
//
//   npm run leaks -- [--incidents 200] [--from 0]     composed as the App composes them, without an App
//   npm run leaks -- --app 20 [--from 0]              through the App, on the stand-in of GitHub
//
// Through the App, its log at every level, the arguments and environments of what it starts and git's settings are searched too, all
// of it also for the App's tokens, key and secret. Prints each word that can be read and where; exit status 1 where there is one, or
// where an incident did not come to its hand-over.
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { serveProcess } from '../test/app/served-process.ts'
import { diagnoseGenerated, everythingSent } from '../test/leaks/everything-sent.ts'
import { findCredentials } from '../test/leaks/find-credentials.ts'
import { holds, makeReadable, type Readable } from '../test/leaks/find-secret.ts'
import { type GeneratedIncident, generateIncident } from '../test/leaks/generate-incident.ts'
import { startIndexRecorder } from '../test/leaks/index-recorder.ts'
import type { Secret } from '../test/leaks/secret-words.ts'
import {
  type Left,
  linksIn,
  makeFork,
  type PlantedIncident,
  requestsOf,
  seedOf,
  walkArc,
  watchRepositories,
} from '../test/leaks/through-the-app.ts'
import { watchProcesses } from '../test/leaks/watch-processes.ts'
import { startStandin } from '../test/standin/index.ts'

const { values } = parseArgs({
  options: {
    incidents: { type: 'string', default: '200' },
    from: { type: 'string', default: '0' },
    app: { type: 'string' },
  },
})
const first = Number(values.from)
let [leaks, words, parts, bytes] = [0, 0, 0, 0]

function search(title: string, secrets: readonly Secret[], readable: readonly Readable[]): void {
  words += secrets.length
  for (const { kind, word } of secrets) {
    for (const { where } of readable.filter((one) => holds(one, word))) {
      leaks += 1
      console.log(`${title}: ${kind} (${word}) in ${where}`)
    }
  }
}

function count(left: readonly { readonly bytes: Uint8Array }[]): void {
  parts += left.length
  bytes += left.reduce((sum, one) => sum + one.bytes.length, 0)
}

async function composeAll(incidents: readonly GeneratedIncident[]): Promise<void> {
  for (const incident of incidents) {
    const sent = await everythingSent(await diagnoseGenerated(incident))
    count(sent)
    search(incident.title, incident.secrets, sent.map(makeReadable))
  }
}

/** Every other service is public. In a private one all may stand but what leaves it; the log may hold nothing of any. */
async function walkAll(incidents: readonly GeneratedIncident[]): Promise<void> {
  const planted = incidents.map((incident, index): PlantedIncident => {
    return { incident, service: `acme/service-${first + index}`, isPublic: index % 2 === 0 }
  })
  const folder = await mkdtemp(join(tmpdir(), 'headwater-leaks-'))
  const standin = await startStandin(seedOf(planted))
  const indexes = await startIndexRecorder()
  const log = join(folder, 'log')
  const temporary = join(folder, 'tmp')
  await mkdir(temporary)
  const env = { ...indexes.env, HEADWATER_DATA: join(folder, 'data'), LOG_LEVEL: 'trace', TMPDIR: temporary }
  const app = await serveProcess({ standin, env, log })
  standin.setWebhookUrl(app.webhookUrl)
  const comments: string[] = []
  try {
    await makeFork(standin)
    const pushed = watchRepositories(standin, planted)
    await app.start()
    const processes = watchProcesses(app.pid(), temporary)
    for (const one of planted) {
      const said = await walkArc(standin, one)
      comments.push(...said)
      console.log(`incident ${one.incident.title} in a ${one.isPublic ? 'public' : 'private'} service`)
      if (!said.some((body) => body.includes('completes and sends it'))) {
        console.log(`incident ${one.incident.title}: no hand-over; the last comment:\n${said.at(-1)}`)
        process.exitCode = 1
      }
    }
    const seen = await processes.stop()
    await app.kill('SIGTERM')
    const logged = { where: 'log', bytes: await readFile(log), within: null }
    const sent = [...requestsOf(standin, planted), ...pushed(), ...linksIn(comments), ...indexes.asked]
    const left: Left[] = [...sent, ...seen, logged]
    count(left)
    const readable = left.map((one) => ({ ...makeReadable(one), within: one.within }))
    search('the App', findCredentials(standin), readable)
    for (const { incident, service } of planted)
      search(
        incident.title,
        incident.secrets,
        readable.filter(({ within }) => within !== service),
      )
  } finally {
    await app.kill('SIGKILL')
    indexes.close()
    await standin.close()
    await rm(folder, { recursive: true })
  }
}

const number = Number(values.app ?? values.incidents)
const incidents = Array.from({ length: number }, (_, index) => generateIncident(first + index))
await (values.app === undefined ? composeAll(incidents) : walkAll(incidents))
console.log(`${number} incidents, ${words} words, ${parts} texts and files, ${bytes} bytes: ${leaks} leaks`)
if (leaks > 0) process.exitCode = 1
