// Has hostile recordings read as the App reads them, and asks a server in the same process for an answer all the while.
//
//   npm run hostile
//
// Prints what becomes of each recording, after how long, and the longest that an answer took; exit status 1 where one was read that
// should not be, or an answer took longer than GitHub waits.
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout } from 'node:timers/promises'
import { createGzip } from 'node:zlib'
import { parseProfiles } from '../src/app/parse/index.ts'

/** GitHub waits so long for the answer to a webhook. */
const longestAnswerMs = 10_000
const million = 1_000_000

function* lines(count: number, line: (index: number) => string): Generator<string> {
  for (let at = 0; at < count; at += 10_000)
    yield Array.from({ length: Math.min(10_000, count - at) }, (_, index) => line(at + index)).join('')
}

const recordings: Readonly<Record<string, { readonly text: () => Iterable<string>; readonly isRead: boolean }>> = {
  '10 million distinct frames': { text: () => lines(10 * million, (at) => `main;f${at} 1\n`), isRead: false },
  'a stack of a million frames': {
    text: function* () {
      yield* lines(million, (at) => `f${at % 100};`)
      yield 'leaf 1\nmain;leaf 1\n'
    },
    isRead: true,
  },
  '2 GiB of spaces, gzipped': {
    text: function* () {
      for (let at = 0; at < 2 ** 11; at += 1) yield ' '.repeat(2 ** 20)
    },
    isRead: false,
  },
}

const server = createServer((_, response) => response.end('ok'))
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const { port } = server.address() as AddressInfo
const folder = await mkdtemp(join(tmpdir(), 'headwater-hostile-'))
let isOver = false
let slowest = 0

async function askAllTheWhile(): Promise<void> {
  while (!isOver) {
    const start = performance.now()
    await (await fetch(`http://127.0.0.1:${port}/`)).text()
    slowest = Math.max(slowest, performance.now() - start)
    await setTimeout(20)
  }
}

try {
  const asking = askAllTheWhile()
  for (const [name, { text, isRead }] of Object.entries(recordings)) {
    const file = join(folder, 'profile')
    await pipeline(Readable.from(text()), createGzip({ level: 1 }), createWriteStream(file))
    slowest = 0
    const start = performance.now()
    const profiles = [{ name: 'cpu.folded.gz', source: 'attachment', bytes: 1, file, error: null }]
    const asked = {
      service: [],
      patterns: { own: [], private: [] },
      redact: [],
      isPublic: true,
      pictureTitle: 'Incident 1',
    }
    const { reports } = await parseProfiles({ profiles, ...asked })
    const seconds = (performance.now() - start) / 1000
    const error = reports[0]?.error ?? null
    console.log(`${name}: ${error ?? 'read'} (${seconds.toFixed(1)} s; slowest answer ${slowest.toFixed(0)} ms)`)
    if ((error === null) !== isRead || slowest > longestAnswerMs) process.exitCode = 1
  }
  isOver = true
  await asking
} finally {
  server.close()
  await rm(folder, { recursive: true })
}
