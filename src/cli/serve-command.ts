import { once } from 'node:events'
import { existsSync } from 'node:fs'
import type { Command } from 'commander'
import { HeadwaterError } from '../errors.ts'

interface ServeFlags {
  readonly web?: boolean
  readonly worker?: boolean
  readonly port?: string
}

/** `headwater serve`: the App, until it is told to stop. */
export function addServeCommand(program: Command): void {
  program
    .command('serve')
    .summary('run the GitHub App')
    .description(
      'Runs the GitHub App: receives webhooks and does what they ask for. APP_ID, PRIVATE_KEY or PRIVATE_KEY_PATH, and ' +
        'WEBHOOK_SECRET must be set in the environment (docs/installation.md).',
    )
    .option('--web', 'only receive webhooks; other processes do the work (needs DATABASE_URL)')
    .option('--worker', 'only do the work (needs DATABASE_URL)')
    .option('--port <number>', 'where to listen, instead of PORT or 3000')
    .action(async ({ web = false, worker = false, port }: ServeFlags) => {
      // Probot's registration writes its App and secrets there; what is set already prevails.
      if (existsSync('.env')) process.loadEnvFile('.env')
      // The other commands start faster without it.
      const { createPackageClients, readSettings, startService } = await import('../app/index.ts')
      const env = port === undefined ? process.env : { ...process.env, PORT: readPort(port) }
      const both = web === worker
      const settings = readSettings(env)
      const service = await startService({
        settings,
        clock: () => new Date(),
        packages: createPackageClients(settings, env),
        isWeb: web || both,
        isWorker: worker || both,
      })
      await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')])
      await service.stop()
      // A job that did not end in time is another process's by now, or the next start's: this one must not go on with it.
      process.exit()
    })
}

function readPort(text: string): string {
  if (/^\d{1,5}$/.test(text)) return text
  throw new HeadwaterError('usage', `--port ${text}: not a port; accepted: a number from 0 to 65535`)
}
