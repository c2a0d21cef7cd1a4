// Attaches to incidents what an enemy would: recordings without end, without bottom or packed a thousandfold, archives that lie, and
// addresses that lead where nobody should be led. The App is a process of its own, on the stand-in of GitHub.
//
//   npm run hostile -- [--only frames.folded.gz]
//
// Prints what is told of each, after how long, the most memory that a child took to read it, and the longest that the answer to a
// webhook took meanwhile. Exit status 1 where something is not told of, where anybody was asked who should not be, or where an answer
// took as long as GitHub waits.
import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { createGzip, gzipSync } from 'node:zlib'
import { until } from '../test/app/helpers.ts'
import { sendBurst } from '../test/app/send-burst.ts'
import { type ServedProcess, serveProcess } from '../test/app/served-process.ts'
import { seed } from '../test/app/start-app.ts'
import { writeZip } from '../test/intake/write-zip.ts'
import { type Standin, startStandin, textAt } from '../test/standin/index.ts'
import { recordings } from './hostile/recordings.ts'

const service = 'acme/checkout'
const patienceMs = 900_000
/** GitHub waits so long for the answer to a webhook. */
const longestAnswerMs = 10_000
/** Where GitHub keeps attachments. */
const store = '/github-production-repository-file-5c1aeb/1/'

const { values } = parseArgs({ options: { only: { type: 'string' } } })
const folder = await mkdtemp(join(tmpdir(), 'headwater-hostile-'))
const packed = (text: string) => gzipSync(text)

/** Small files whose content is the trouble. */
const bombs: Readonly<Record<string, () => Buffer>> = {
  'gzip-in-gzip.folded.gz': () => gzipSync(packed('main;work 100\n')),
  'bomb.zip': () => writeZip([{ name: 'cpu.folded', content: Buffer.alloc(500 * 2 ** 20) }]),
  'nested.zip': () => writeZip([{ name: 'inner.zip', content: writeZip([{ name: 'a.folded', content: 'main 1\n' }]) }]),
  'names.zip': () =>
    writeZip(['../../escaped', '/tmp/escaped', '..\\escaped', 'a\0b'].map((name) => ({ name, content: 'no stack' }))),
  'many.zip': () => writeZip(Array.from({ length: 20_000 }, (_, index) => ({ name: `${index}.folded`, content: '' }))),
}

/** Bodies that never end, or hardly begin. */
const streams: Readonly<Record<string, RequestListener>> = {
  'endless.folded': async (_, response) => {
    while (!response.destroyed)
      if (!response.write('main;work 1\n'.repeat(5_000))) await once(response, 'drain').catch(() => {})
  },
  'drip.folded': async (_, response) => {
    for (; !response.destroyed; await setTimeout(500)) response.write('m')
  },
}

const asked: string[] = []
const trap = await listen((request, response) => {
  asked.push(`${request.headers.host}${request.url}`)
  response.end('main;secret 1\n')
}, '::')
const storage = await listen((request, response) => {
  const name = request.url?.slice(store.length) ?? ''
  const stream = streams[name]
  if (!request.url?.startsWith(store)) asked.push(`storage${request.url}`)
  if (stream) stream(request, response)
  else pipeline(createReadStream(join(folder, name)), response).catch(() => response.destroy())
}, '127.0.0.1')
const storageUrl = `http://127.0.0.1:${storage.port}`

/** Where an attachment must not lead. */
const places = [
  ...[
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f.0.0.1',
    '0177.0.0.1',
    '0.0.0.0',
    'localhost',
    '[::1]',
    '[::ffff:7f00:1]',
  ].map((host) => `http://${host}:${trap.port}${store}x`),
  ...['169.254.169.254', '[fe80::1]', '10.0.0.1', '172.16.0.1', '192.168.0.1', '[fd00::1]'].map(
    (host) => `http://${host}${store}x`,
  ),
  'file:///etc/passwd',
  `http://user:secret@127.0.0.1:${storage.port}${store}x`,
  `${storageUrl}/elsewhere/x`,
  `https://127.0.0.1:${storage.port}${store}x`,
]

async function listen(handle: RequestListener, host: string) {
  const server = createServer(handle).listen(0, host)
  await once(server, 'listening')
  return { port: (server.address() as AddressInfo).port, close: () => server.closeAllConnections() ?? server.close() }
}

async function writeFiles(wanted: (name: string) => boolean): Promise<void> {
  for (const [name, pieces] of Object.entries(recordings))
    if (wanted(name))
      await pipeline(Readable.from(pieces()), createGzip({ level: 1 }), createWriteStream(join(folder, name)))
  for (const [name, bytes] of Object.entries(bombs))
    if (wanted(name)) await pipeline([bytes()], createWriteStream(join(folder, name)))
}

interface Meanwhile {
  mostKibibytes: number
  longestMs: number
}

/** Sends a command again and again, and looks at the memory of the App's children, until it is told to stop. */
async function watch(standin: Standin, app: ServedProcess, comment: object, seen: Meanwhile, stop: AbortSignal) {
  const sending = async () => {
    while (!stop.aborted) {
      const { tookMs, failed } = await sendBurst([comment], {
        urls: [app.webhookUrl],
        event: 'issue_comment',
        atOnce: 1,
      })
      seen.longestMs = Math.max(seen.longestMs, failed.size > 0 ? Number.POSITIVE_INFINITY : (tookMs[0] ?? 0))
      await setTimeout(200)
    }
  }
  const looking = async () => {
    for (; !stop.aborted; await setTimeout(100))
      seen.mostKibibytes = Math.max(seen.mostKibibytes, await largestChild(app.pid()))
  }
  await Promise.all([sending(), looking()])
  await standin.settled()
}

/** Of what the process started, the most memory that one of them has had, in KiB. */
async function largestChild(parent: number | undefined): Promise<number> {
  const all = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const sizes = all.map(async (pid) => {
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
    const isChild = new RegExp(`^PPid:\\s*${parent}$`, 'm').test(status)
    return isChild ? Number(/^VmHWM:\s*(\d+)/m.exec(status)?.[1] ?? 0) : 0
  })
  return Math.max(...(await Promise.all(sizes)))
}

/** An incident with links of that many names, all of which lead to their place. @returns what the App tells of it */
async function attach(
  standin: Standin,
  targets: readonly (readonly [name: string, location: string])[],
): Promise<string> {
  const links = targets.map(([name, location]) => {
    attachments += 1
    const path = `/user-attachments/files/${attachments}/${name}`
    standin.fail({ path, status: 302, headers: { location }, times: 100 })
    return `[${name}](${standin.url}${path})`
  })
  const wendy = standin.as('wendy')
  const issue = await wendy.openIssue({ repository: service, title: 'CPU', body: links.join('\n\n') })
  await wendy.label(issue, 'incident-profile')
  const told = async () => (await standin.comments(issue)).map((one) => textAt(one, 'body'))
  await until(async () => (await told()).some((body) => /What was read|No diagnosis|given up/.test(body)), patienceMs)
  return (await told()).join('\n')
}
let attachments = 100

async function run(
  standin: Standin,
  app: ServedProcess,
  comment: object,
  name: string,
  targets: Parameters<typeof attach>[1],
) {
  const seen: Meanwhile = { mostKibibytes: 0, longestMs: 0 }
  const stop = new AbortController()
  const watching = watch(standin, app, comment, seen, stop.signal)
  const start = performance.now()
  const told = await attach(standin, targets)
  const seconds = (performance.now() - start) / 1000
  stop.abort()
  await watching
  const rows = told
    .split('\n')
    .filter((line) => /^\| [`0-9]/.test(line) && targets.some(([target]) => line.includes(target)))
  console.log(
    `${name}: ${seconds.toFixed(1)} s, child ${Math.round(seen.mostKibibytes / 1024)} MiB, slowest answer ${seen.longestMs.toFixed(0)} ms`,
  )
  for (const row of new Set(rows.length > 0 ? rows : [told.split('\n')[0] ?? ''])) console.log(`    ${row}`)
  if (rows.length === 0 || /given up/.test(told) || seen.longestMs >= longestAnswerMs) process.exitCode = 1
}

const standin = await startStandin(seed)
const env = { HEADWATER_DATA: join(folder, 'data'), GITHUB_STORAGE_URL: storageUrl }
const app = await serveProcess({ standin, env })
try {
  await app.start()
  const rita = standin.as('rita')
  const asking = await rita.openIssue({ repository: service, title: 'A question', body: '' })
  const id = await rita.comment(asking, '/upstream help')
  const comment = {
    action: 'created',
    comment: {
      id,
      body: '/upstream help',
      created_at: new Date().toISOString(),
      user: { login: 'rita', type: 'User' },
    },
    issue: { number: asking.number },
    repository: await standin.look(`/repos/${service}`),
    sender: { login: 'rita', type: 'User' },
    installation: { id: 7 },
  } as const
  standin.setWebhookUrl(app.webhookUrl)
  const isWanted = (name: string) => values.only === undefined || name.includes(values.only)
  for (const name of [...Object.keys(recordings), ...Object.keys(bombs), ...Object.keys(streams)].filter(isWanted)) {
    await writeFiles((one) => one === name)
    await run(standin, app, comment, name, [[name, `${storageUrl}${store}${name}`]])
    await rm(join(folder, name), { force: true })
  }
  if (isWanted('places'))
    await run(
      standin,
      app,
      comment,
      'places',
      places.map((place, index) => [`place-${index}.folded`, place]),
    )
  if (asked.length > 0) process.exitCode = 1
  console.log(asked.length === 0 ? 'nobody was asked who should not be' : `asked: ${asked.join(', ')}`)
} finally {
  await app.kill('SIGKILL')
  await standin.close()
  trap.close()
  storage.close()
  await rm(folder, { recursive: true })
}
