/**
 * Starts the stand-in alone: node test/standin/start.ts --seed FILE --port N
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Seed } from './seed.ts'
import { startStandin } from './start-standin.ts'

const usage = 'usage: node test/standin/start.ts --seed FILE.json [--port N] [--key-file FILE.pem] [--harsh FACTOR]'

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string' },
      port: { type: 'string' },
      'key-file': { type: 'string' },
      harsh: { type: 'string' },
    },
  })
  if (values.seed === undefined) throw new Error(usage)
  const port = Number(values.port ?? 0)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`--port ${values.port}: a port from 0 to 65535`)
  const file = resolve(values.seed)
  const standin = await startStandin(readJson(file), {
    port,
    folder: dirname(file),
    ...(values.harsh === undefined ? {} : { harsh: { clockFactor: Number(values.harsh) } }),
  })
  process.stdout.write(`API and web:  ${standin.url}\nstorage host: ${standin.objectsUrl}\n`)
  const keyFile = values['key-file']
  if (standin.app && keyFile !== undefined) {
    writeFileSync(keyFile, standin.app.privateKey, { mode: 0o600 })
    process.stdout.write(`App ${standin.app.id} (${standin.app.slug}), key in ${keyFile}\n`)
  }
  const stop = () => void standin.close().then(() => process.exit(0))
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}

/** startStandin checks what it gets, so this only has to be JSON. */
function readJson(file: string): Seed {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Seed
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 2
})
