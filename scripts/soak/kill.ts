/**
 * Kills processes of the App at random moments while a team works on incidents, and looks what became of each:
 * npm run build && node scripts/soak/kill.ts [--kills 100] [--incidents 30] [--database pglite|postgres] [--seed 1] [--log FILE]
 *
 * On PGlite one process does everything; on PostgreSQL one receives webhooks and two work, and any of the three is killed.
 * The stand-in of GitHub is the harsh one, with minutes that pass sixty times faster. Ends with 1 where an incident was lost,
 * or anything of it is there twice.
 */
import { rm } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { embeddedDatabase } from '../../test/app/helpers.ts'
import { inOrder, killAtRandom, killSeed, makeFork } from '../../test/app/kill-story.ts'
import { startPostgres } from '../../test/app/postgres-server.ts'
import { type ServedProcess, serveProcess } from '../../test/app/served-process.ts'
import { randomFrom } from '../../test/random-from.ts'
import { type Standin, startStandin } from '../../test/standin/index.ts'
import { tell } from './tell.ts'

const clockFactor = 60
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' },
    incidents: { type: 'string', default: '30' },
    database: { type: 'string', default: 'pglite' },
    seed: { type: 'string', default: '1' },
    log: { type: 'string' },
  },
})

const standin = await startStandin(killSeed, {
  harsh: { clockFactor, lostShare: 0.01, randomSeed: Number(values.seed) },
})
const jobs = values.database === 'postgres' ? await onPostgres(standin) : await onPglite(standin)
try {
  await makeFork(standin)
  for (const one of jobs.processes) await one.start()
  standin.setWebhookUrl(jobs.processes[0]?.webhookUrl ?? null)
  const kills = Number(values.kills)
  const outcomes = await killAtRandom({
    standin,
    processes: jobs.processes,
    incidents: Number(values.incidents),
    kills,
    atOnce: 6,
    mostWrites: 12,
    random: randomFrom(Number(values.seed)),
    deadlineMs: 20 * 60_000,
    tell,
  })
  const wrong = outcomes.filter(({ issue, ...rest }) => JSON.stringify(rest) !== JSON.stringify(inOrder))
  for (const one of wrong) tell(`NOT IN ORDER ${JSON.stringify(one)}`)
  for (const { method, path, what } of standin.violations) tell(`VIOLATION ${method} ${path}: ${what}`)
  const failed = standin.deliveries.filter(({ statusCode }) => statusCode >= 400).length
  tell(
    `${values.database}: ${kills} kills, ${outcomes.length - wrong.length} of ${outcomes.length} incidents in order, ` +
      `${failed} of ${standin.deliveries.length} deliveries failed and were asked for again, ` +
      `${standin.rateRefusals.length} requests were refused by limits, ${standin.requests.length} requests`,
  )
  if (wrong.length > 0 || standin.violations.length > 0) process.exitCode = 1
} finally {
  standin.setWebhookUrl(null)
  for (const one of jobs.processes) await one.kill('SIGKILL')
  await jobs.stop()
  await standin.close()
}

interface Jobs {
  readonly processes: readonly ServedProcess[]
  readonly stop: () => Promise<void>
}

async function onPglite(github: Standin): Promise<Jobs> {
  const folder = await embeddedDatabase()
  return {
    processes: [await serve(github, [], { HEADWATER_DATA: folder })],
    stop: () => rm(folder, { recursive: true }),
  }
}

async function onPostgres(github: Standin): Promise<Jobs> {
  const server = await startPostgres()
  const env = { DATABASE_URL: server.url }
  const processes = [await serve(github, ['--web'], env)]
  for (let worker = 0; worker < 2; worker++) processes.push(await serve(github, ['--worker'], env))
  return { processes, stop: server.stop }
}

async function serve(github: Standin, flags: string[], env: Record<string, string>): Promise<ServedProcess> {
  return serveProcess({
    standin: github,
    flags,
    isBuilt: true,
    env: { ...env, HEADWATER_PACING: String(clockFactor) },
    ...(values.log === undefined ? {} : { log: values.log }),
  })
}
