import { once } from 'node:events'
import { cp, mkdtemp, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import manifest from '../../package.json' with { type: 'json' }
import type { Log } from '../../src/app/log.ts'
import { openEmbeddedDatabase } from '../../src/app/open-embedded-database.ts'

/** A log that nobody reads. */
export const silentLog: Log = { info() {}, warn() {}, error() {} }

/** A folder with an empty embedded database. Making one takes seconds, so one is kept and copied. */
export async function embeddedDatabase(): Promise<string> {
  const version = manifest.dependencies['@electric-sql/pglite']
  const kept = join(tmpdir(), `headwater-test-pglite-${version}-${process.getuid?.() ?? 0}`)
  const isMade = () =>
    stat(join(kept, 'postgres')).then(
      () => true,
      () => false,
    )
  while (!(await isMade())) {
    try {
      await (await openEmbeddedDatabase(kept)).close()
    } catch {
      // Another test is making it.
      await setTimeout(500)
    }
  }
  const folder = await mkdtemp(join(tmpdir(), 'headwater-test-'))
  await cp(join(kept, 'postgres'), join(folder, 'postgres'), { recursive: true })
  return folder
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
