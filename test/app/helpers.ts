import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rename, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { promisify } from 'node:util'
import manifest from '../../package.json' with { type: 'json' }
import { JobQueue } from '../../src/app/job-queue.ts'
import { lockFolder } from '../../src/app/lock-folder.ts'
import type { Log } from '../../src/app/log.ts'
import { openDatabase } from '../../src/app/open-database.ts'

/** A log that nobody reads. */
export const silentLog: Log = { info() {}, warn() {}, error() {} }

/**
 * A folder with an embedded database that holds no job yet, as the App leaves it after its first start. Making one takes
 * seconds, so one is kept for each version of what makes it, and copied.
 */
export async function embeddedDatabase(): Promise<string> {
  const { '@electric-sql/pglite': pglite, 'pg-boss': boss } = manifest.dependencies
  const kept = join(tmpdir(), `headwater-test-pglite-${pglite}-${boss}-${hashOfTables()}-${process.getuid?.() ?? 0}`)
  const made = join(kept, 'made')
  while (!existsSync(made)) await makeDatabase(kept, made)
  const folder = await mkdtemp(join(tmpdir(), 'headwater-test-'))
  // A thousand files, for which `cp` takes a tenth of the time that Node takes.
  await promisify(execFile)('cp', ['-r', made, join(folder, 'postgres')])
  return folder
}

/** Where another test is making it, this waits a little. */
async function makeDatabase(kept: string, made: string): Promise<void> {
  const unlock = await lockFolder(kept).catch(() => setTimeout(200, null))
  if (unlock === null) return
  const dataFolder = join(kept, 'making')
  await rm(dataFolder, { recursive: true, force: true })
  const database = await openDatabase({ databaseUrl: null, dataFolder })
  const queue = await JobQueue.start({ database, clock: () => new Date(), log: silentLog })
  await queue.stop(1_000)
  await database.close()
  if (!existsSync(made)) await rename(join(dataFolder, 'postgres'), made)
  unlock()
}

/** Of what decides about the tables, besides the packages. */
function hashOfTables(): string {
  const hash = createHash('sha256')
  for (const file of ['ledger.ts', 'queues.ts', 'open-embedded-database.ts']) {
    hash.update(readFileSync(new URL(`../../src/app/${file}`, import.meta.url)))
  }
  return hash.digest('hex').slice(0, 8)
}

/** Waits until something holds that other processes or workers bring about; long enough for a job that is tried again. */
export async function until(condition: () => boolean | Promise<boolean>, milliseconds = 60_000): Promise<void> {
  const end = performance.now() + milliseconds
  while (!(await condition())) {
    if (performance.now() > end) throw new Error('it did not come about in time')
    await setTimeout(50)
  }
}

/** A port of loopback on which nobody listens, for a process that must be told one. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address ? address.port : 0
}
