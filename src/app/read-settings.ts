import { getPrivateKey } from '@probot/get-private-key'
import { z } from 'zod'
import { HeadwaterError } from '../errors.ts'

/** How the process is set up. All of it comes from the environment; what belongs to one service is in its repository. */
export interface Settings {
  readonly appId: number
  /** PEM. */
  readonly privateKey: string
  readonly webhookSecret: string
  /** Base of GitHub's REST API, without a slash at its end. */
  readonly apiUrl: string
  /** Where a stand-in of GitHub keeps its files; null for github.com, whose places are known. */
  readonly storageUrl: string | null
  /** A PostgreSQL server; null for the embedded database. */
  readonly databaseUrl: string | null
  /** Where the embedded database lives. */
  readonly dataFolder: string
  readonly host: string
  readonly port: number
  /** Whether package indexes are asked about public packages. */
  readonly asksIndexes: boolean
  /** Whether requests to GitHub keep its recommended distance; off only for a stand-in. */
  readonly pacing: boolean
  /** On a stand-in that minds limits: how many times faster their minutes pass there. */
  readonly clockFactor?: number
  readonly logLevel: (typeof logLevels)[number]
  readonly logFormat: 'pretty' | 'json'
}

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const

/** An empty variable counts as one that is not set. */
const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema)
const number = (accepted: string) => z.coerce.number(accepted).int(accepted)

const whereToSet = "in the App's settings on GitHub and here"
const environment = z.object({
  APP_ID: number("must be the App's number, as its settings on GitHub show it").positive(
    "must be the App's number, as its settings on GitHub show it",
  ),
  WEBHOOK_SECRET: z
    .string(`must be set: choose a long random text and set it ${whereToSet}`)
    .min(16, `must have at least 16 characters: choose a long random text and set it ${whereToSet}`),
  GITHUB_API_URL: optional(
    z.url({ protocol: /^https?$/, error: 'must be an http or https address' }).default('https://api.github.com'),
  ),
  GITHUB_STORAGE_URL: optional(z.url({ protocol: /^https?$/, error: 'must be an http or https address' }).optional()),
  DATABASE_URL: optional(
    z
      .url({ protocol: /^postgres(ql)?$/, error: 'must be an address such as postgres://user:password@host/database' })
      .optional(),
  ),
  HEADWATER_DATA: optional(z.string().default('headwater-data')),
  HOST: optional(z.string().default('localhost')),
  PORT: optional(number('must be a port').min(0, 'must be a port').max(65_535, 'must be a port').default(3000)),
  HEADWATER_INDEXES: optional(z.enum(['on', 'off'], 'must be on or off').default('on')),
  HEADWATER_PACING: optional(
    z
      .union(
        [z.enum(['on', 'off']), z.coerce.number().min(1)],
        'must be on, off, or how many times faster a stand-in is',
      )
      .default('on'),
  ),
  LOG_FORMAT: optional(z.enum(['pretty', 'json'], 'must be pretty or json').default('pretty')),
  LOG_LEVEL: optional(z.enum(logLevels, `must be one of ${logLevels.join(', ')}`).default('info')),
})

/**
 * Reads the settings of the process.
 *
 * @throws HeadwaterError `configuration-malformed` with the first variable that is missing or wrong, and what to set
 */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const parsed = environment.safeParse(env)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw malformed(`${String(issue?.path[0])} ${issue?.message}`)
  }
  const values = parsed.data
  return {
    appId: values.APP_ID,
    privateKey: readPrivateKey(env),
    webhookSecret: values.WEBHOOK_SECRET,
    apiUrl: values.GITHUB_API_URL.replace(/\/+$/, ''),
    storageUrl: values.GITHUB_STORAGE_URL ?? null,
    databaseUrl: values.DATABASE_URL ?? null,
    dataFolder: values.HEADWATER_DATA,
    host: values.HOST,
    port: values.PORT,
    asksIndexes: values.HEADWATER_INDEXES === 'on',
    pacing: values.HEADWATER_PACING === 'on',
    ...(typeof values.HEADWATER_PACING === 'number' ? { clockFactor: values.HEADWATER_PACING } : {}),
    logLevel: values.LOG_LEVEL,
    logFormat: values.LOG_FORMAT,
  }
}

function readPrivateKey(env: NodeJS.ProcessEnv): string {
  let key: string | null
  try {
    key = getPrivateKey({ env })
  } catch (cause) {
    throw malformed(`PRIVATE_KEY or PRIVATE_KEY_PATH: ${cause instanceof Error ? cause.message : cause}`)
  }
  if (key === null) {
    throw malformed(
      "PRIVATE_KEY (the PEM, also as base64) or PRIVATE_KEY_PATH must be set: the App's settings make one",
    )
  }
  return key
}

function malformed(what: string): HeadwaterError {
  return new HeadwaterError('configuration-malformed', `environment: ${what.replaceAll(/\s*\n\s*/g, ' ')}`)
}
