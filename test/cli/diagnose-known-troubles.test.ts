import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { diagnosisDocument } from '../../src/report/index.ts'
import { type Standin, startStandin } from '../standin/index.ts'
import { knownTroubles } from '../standin/seeds/known-troubles.ts'
import { mergeSeeds } from '../standin/seeds/merge-seeds.ts'
import { type Fact, facts } from '../upstream/facts/index.ts'
import { runHeadwater } from './run-headwater.ts'

const decoder = 'main.main;golang.org/x/net/http2.(*serverConn).serve;golang.org/x/net/http2/hpack.(*Decoder).Write'
const pool = 'dispatch:/app/node_modules/undici/lib/dispatcher/pool-base.js:80'
const client = '_resume:/app/node_modules/undici/lib/dispatcher/client.js:500'

/** A fact by its name's beginning, and a recording in which it is hot. */
const recorded: readonly (readonly [name: string, recording: string, content: string])[] = [
  [
    'golang/go#57855',
    'stacks.folded',
    `${decoder};golang.org/x/net/http2/hpack.(*Decoder).parseHeaderFieldRepr 840\n${decoder} 100\nmain.main;main.handle 20\n`,
  ],
  ['nodejs/undici#4001', 'spin.cpuprofile', cpuProfile(['handle:/app/server.js:4', pool, client, pool, client])],
]

/** A call of functions one inside the other; the innermost takes most of the time. */
function cpuProfile(calls: readonly string[]): string {
  const frames = ['(root)::-1', ...calls].map((call) => {
    const [functionName = '', path = '', line = ''] = call.split(':')
    const url = path === '' ? '' : `file://${path}`
    return { functionName, scriptId: '1', url, lineNumber: Number(line), columnNumber: 0 }
  })
  const nodes = frames.map((callFrame, index) => ({
    id: index + 1,
    callFrame,
    hitCount: 100 * index,
    children: index + 1 < frames.length ? [index + 2] : [],
  }))
  const samples = nodes.flatMap(({ id, hitCount }) => Array.from({ length: hitCount }, () => id))
  const timeDeltas = samples.map(() => 1_000)
  return JSON.stringify({ nodes, startTime: 0, endTime: samples.length * 1_000, samples, timeDeltas })
}

function factOf(name: string): Fact {
  const found = Object.entries(facts).find(([key]) => key.startsWith(name))?.[1]
  if (found === undefined) throw new Error(`no fact ${name}`)
  return found
}

let folder: string
let standin: Standin
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headwater-known-'))
  const seed = knownTroubles(recorded.map(([name]) => factOf(name).trouble))
  standin = await startStandin(mergeSeeds({ users: [{ login: 'rita' }] }, seed))
})
afterAll(async () => {
  await standin.close()
  await rm(folder, { recursive: true, force: true })
})

describe('diagnose --upstream of a trouble that upstream has mended', { timeout: 180_000 }, () => {
  for (const [name, recording, content] of recorded) {
    it(name, async () => {
      const { files, right } = factOf(name)
      const service = await mkdtemp(join(folder, 'service-'))
      for (const { path, text } of files) await writeFile(join(service, path), text)
      await writeFile(join(folder, recording), content)
      const run = await runHeadwater(
        ['diagnose', join(folder, recording), '--repo', service, '--upstream', '--json'],
        undefined,
        {
          GITHUB_TOKEN: standin.tokenOf('rita'),
          GITHUB_API_URL: standin.url,
          // Nobody answers there.
          npm_config_registry: 'http://127.0.0.1:9/',
          npm_config_fetch_retries: '0',
        },
      )
      expect(run.status).toBe(0)
      const { culprit, fix, related, remedy } = diagnosisDocument.parse(JSON.parse(run.stdout))
      expect(culprit?.purl).toContain(right.purl)
      expect(related[0]?.url).toMatch(new RegExp(`/${right.number}$`))
      expect(fix).toMatchObject({ status: right.status, version: right.version })
      expect(remedy?.command).toBe(right.command)
      expect(standin.violations).toEqual([])
    })
  }
})
