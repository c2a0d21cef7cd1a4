/**
 * Sends a burst of signed webhooks, each of another incident, to two web processes with three workers behind them on one
 * PostgreSQL, and waits until all incidents have their report:
 * npm run build && node scripts/soak/burst.ts [--incidents 1000] [--kill-every SECONDS] [--clock 60] [--log FILE]
 *
 * A bare Probot handler gets the same burst first, to compare with. With `--kill-every` a worker is killed every few seconds
 * and started again. With `--clock` the minutes of GitHub's limits, and the App's own timers, pass so many times faster. Ends with
 * 1 where an answer took longer than GitHub waits, or an incident is without its one report.
 */
import { spawn } from 'node:child_process'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { freePort, until } from '../../test/app/helpers.ts'
import { incidentSeed, smallIncident } from '../../test/app/incident-seed.ts'
import { startPostgres } from '../../test/app/postgres-server.ts'
import { type BurstTimes, labelledPayload, percentile, sendBurst } from '../../test/app/send-burst.ts'
import { type ServedProcess, serveProcess } from '../../test/app/served-process.ts'
import { webhookPath, webhookSecret } from '../../test/app/start-app.ts'
import { randomFrom } from '../../test/random-from.ts'
import { type IssueReference, startStandin, textAt } from '../../test/standin/index.ts'
import { tell } from './tell.ts'

const githubWaitsMs = 10_000
const repository = 'acme/edge-proxy'
const atOnce = 100
const { values } = parseArgs({
  options: {
    incidents: { type: 'string', default: '1000' },
    'kill-every': { type: 'string' },
    clock: { type: 'string', default: '60' },
    log: { type: 'string' },
  },
})
const clockFactor = Number(values.clock)

const standin = await startStandin(incidentSeed, { harsh: { clockFactor } })
const server = await startPostgres()
const env = { DATABASE_URL: server.url, HEADWATER_PACING: String(clockFactor) }
const processes: ServedProcess[] = []
for (const flag of ['--web', '--web', '--worker', '--worker', '--worker']) {
  processes.push(
    await serveProcess({
      standin,
      flags: [flag],
      isBuilt: true,
      env,
      ...(values.log === undefined ? {} : { log: values.log }),
    }),
  )
}
const workers = processes.slice(2)
try {
  for (const one of processes) await one.start()
  const issues = await openIssues(Number(values.incidents))
  const described = await standin.look(`/repos/${repository}`)
  const payloads = issues.map(({ number }) => labelledPayload(number, described))
  const bare = await burstOnBareProbot(payloads)
  tell(`bare Probot: ${describe(bare)}`)
  const burstBegan = performance.now()
  const killing = new AbortController()
  const urls = processes.slice(0, 2).map(({ webhookUrl }) => webhookUrl)
  const work = async () => {
    const times = await sendBurst(payloads, { urls, event: 'issues', atOnce })
    const ratio = percentile(times, 0.99) / percentile(bare, 0.99)
    tell(`Headwater:   ${describe(times)}; p99 is ${ratio.toFixed(1)} times that`)
    return { times, left: await waitForReports(issues) }
  }
  const [{ times, left }, kills] = await Promise.all([
    work().finally(() => killing.abort()),
    killWorkers(killing.signal),
  ])
  const seconds = (performance.now() - burstBegan) / 1000
  const doubled = await countDoubled(issues)
  tell(
    `${issues.length - left.size} of ${issues.length} incidents reported in ${seconds.toFixed(0)} s, ${doubled} with more than one ` +
      `comment; ${kills} workers killed; ${standin.requests.length} requests to GitHub, ` +
      `${standin.rateRefusals.length} refused by limits`,
  )
  const longest = times.tookMs.at(-1) ?? 0
  if (left.size > 0 || doubled > 0 || longest > githubWaitsMs || times.failed.size > 0) process.exitCode = 1
} finally {
  for (const one of processes) await one.kill('SIGKILL')
  await server.stop()
  await standin.close()
}

async function openIssues(count: number): Promise<IssueReference[]> {
  const wendy = standin.as('wendy')
  const issues: IssueReference[] = []
  for (let index = 0; index < count; index++) {
    const issue = await wendy.openIssue({ repository, title: `CPU ${index}`, body: smallIncident })
    issues.push(issue)
  }
  // A label that follows at once came with the issue.
  await setTimeout(3_000)
  for (const issue of issues) await wendy.label(issue, 'incident-profile')
  tell(`${count} issues are open`)
  return issues
}

async function burstOnBareProbot(payloads: readonly object[]): Promise<BurstTimes> {
  const port = await freePort()
  const program = fileURLToPath(new URL('bare-probot.ts', import.meta.url))
  const probot = spawn(process.execPath, [program, String(port), webhookSecret], { stdio: 'ignore' })
  const url = `http://127.0.0.1:${port}${webhookPath}`
  await until(() =>
    fetch(url).then(
      () => true,
      () => false,
    ),
  )
  const times = await sendBurst(payloads, { urls: [url], event: 'issues', atOnce })
  probot.kill('SIGKILL')
  return times
}

async function killWorkers(signal: AbortSignal): Promise<number> {
  const every = Number(values['kill-every'] ?? 0)
  const random = randomFrom(1)
  let kills = 0
  while (every > 0 && !signal.aborted) {
    await setTimeout(every * 1000 * (0.5 + random()))
    if (signal.aborted) break
    const victim = workers[Math.floor(random() * workers.length)]
    await victim?.kill('SIGKILL')
    await victim?.start()
    kills += 1
  }
  return kills
}

/** @returns the incidents without a report after five minutes in which none came */
async function waitForReports(issues: readonly IssueReference[]): Promise<Set<IssueReference>> {
  const left = new Set(issues)
  let lastMs = performance.now()
  while (left.size > 0 && performance.now() - lastMs < 5 * 60_000) {
    const before = left.size
    // They are worked on in their order: to look at all of them each time would keep the stand-in busy.
    for (const issue of [...left].slice(0, atOnce)) if (await isReported(issue)) left.delete(issue)
    if (left.size < before) {
      lastMs = performance.now()
      tell(`${issues.length - left.size} of ${issues.length} are reported`)
    }
    await setTimeout(5_000)
  }
  return left
}

async function isReported(issue: IssueReference): Promise<boolean> {
  return (await ours(issue)).some((body) => body.includes('What was read'))
}

async function countDoubled(issues: readonly IssueReference[]): Promise<number> {
  let doubled = 0
  for (const issue of issues) if ((await ours(issue)).length > 1) doubled += 1
  return doubled
}

async function ours(issue: IssueReference): Promise<string[]> {
  const comments = await standin.comments(issue)
  return comments.filter((one) => textAt(one, 'user', 'login') === 'headwater[bot]').map((one) => textAt(one, 'body'))
}

function describe(times: BurstTimes): string {
  const at = (share: number) => `${percentile(times, share).toFixed(0)} ms`
  const failed = [...times.failed].map(([status, count]) => `, ${count} answers ${status}`).join('')
  return `${times.tookMs.length} webhooks, p50 ${at(0.5)}, p99 ${at(0.99)}, longest ${at(1)}${failed}`
}
