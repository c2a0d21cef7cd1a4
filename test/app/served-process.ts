import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { openSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Standin } from '../standin/index.ts'
import { freePort, until } from './helpers.ts'
import { webhookPath, webhookSecret } from './start-app.ts'

/** `headwater serve` as a process of its own, which can be killed and started again. */
export interface ServedProcess {
  readonly webhookUrl: string
  /** While it runs. */
  readonly pid: () => number | undefined
  /** Starts it; done when it is ready. */
  readonly start: () => Promise<void>
  readonly kill: (signal: 'SIGKILL' | 'SIGTERM') => Promise<void>
}

export interface ServeOptions {
  readonly standin: Standin
  /** `--web`, `--worker`, or neither. */
  readonly flags?: readonly string[]
  /** Where jobs are kept: `HEADWATER_DATA` or `DATABASE_URL`; and what else is to be set. */
  readonly env: Readonly<Record<string, string>>
  /** Whether what was built is served, which starts faster, and not the sources. */
  readonly isBuilt?: boolean
  /** Where its log goes; nowhere unless told. */
  readonly log?: string
}

/** Generous: a test machine may be busy. */
const startWithinMs = 300_000

const programOf = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))

/** Makes a process that takes the stand-in for GitHub; it is not started yet. */
export async function serveProcess({
  standin,
  flags = [],
  env,
  isBuilt = false,
  log,
}: ServeOptions): Promise<ServedProcess> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const program = programOf(isBuilt ? 'dist/cli/launch.js' : 'src/cli/launch.ts')
  let child: ChildProcess | null = null
  return {
    webhookUrl: `${url}${webhookPath}`,
    pid: () => child?.pid,
    async start() {
      const out = log === undefined ? 'ignore' : openSync(log, 'a')
      child = spawn(process.execPath, [program, 'serve', ...flags], {
        stdio: ['ignore', out, out],
        env: {
          APP_ID: String(standin.app?.id),
          PRIVATE_KEY: standin.app?.privateKey,
          WEBHOOK_SECRET: webhookSecret,
          GITHUB_API_URL: standin.url,
          GITHUB_STORAGE_URL: standin.objectsUrl,
          HEADWATER_INDEXES: 'off',
          HEADWATER_PACING: 'off',
          LOG_FORMAT: 'json',
          HOST: '127.0.0.1',
          PORT: String(port),
          PATH: process.env.PATH,
          ...env,
        },
      })
      const started = child
      await until(async () => {
        if (started.exitCode !== null || started.signalCode !== null)
          throw new Error(`it ended with ${started.exitCode}`)
        return isReady(url)
      }, startWithinMs)
    },
    async kill(signal) {
      if (child === null || child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill(signal)
      await ended
    },
  }
}

async function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/readyz`).then(
    ({ status }) => status === 200,
    () => false,
  )
}
