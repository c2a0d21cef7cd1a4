import { distance } from 'fastest-levenshtein'
import { z } from 'zod'
import { compileRedact, type RedactRule } from './compile-redact.ts'
import { HeadwaterError } from './errors.ts'
import { locateYaml } from './locate-yaml.ts'

/** Where a service keeps its configuration. */
export const configurationPath = '.github/headwater.yml'

const largest = 64 * 1024
const deepest = 8

const packagePattern = z
  .string()
  .min(1)
  .max(256)
  .regex(/^[^\s[\]{}!]+$/, 'a name in which * stands for anything but a slash, ** for any number of segments')
  .describe('Package name as its ecosystem writes it; * stands for anything but a slash, ** for any number of segments')
const login = z.string().regex(/^[A-Za-z\d](?:-?[A-Za-z\d]){0,38}$/, 'the login of an organisation')
const repositoryName = z
  .string()
  .regex(/^[A-Za-z\d](?:-?[A-Za-z\d]){0,38}\/[\w.-]{1,100}$/, 'a repository as OWNER/REPO')

const redactRule = z.union(
  [
    z
      .string()
      .min(3)
      .max(256)
      .regex(/^\S*[^\s*]\S*$/, 'a text without spaces, in which * stands for anything')
      .describe('A text without spaces; * stands for anything but a space'),
    z.strictObject({ pattern: z.string().min(1).max(256).describe('A regular expression of RE2') }),
  ],
  'a text of 3 to 256 characters without spaces, or pattern: with a regular expression of RE2',
)

/** All keys of `.github/headwater.yml`, each optional; the schema in `docs/` is derived from it. */
const configurationFile = z
  .strictObject({
    label: z.string().trim().min(1).max(50).default('incident-profile').describe('The label that asks for a diagnosis'),
    own: z.array(packagePattern).max(100).default([]).describe('Packages that are our own code'),
    private: z
      .array(packagePattern)
      .max(100)
      .default([])
      .describe('Packages that must not be named outside, or asked about in public indexes'),
    lockfiles: z
      .array(packagePattern)
      .max(50)
      .nullable()
      .default(null)
      .describe('Paths of the lockfiles to read, where not all of them count; patterns as for packages'),
    upstreams: z
      .record(z.string().min(1).max(256), repositoryName)
      .refine((upstreams) => Object.keys(upstreams).length <= 200, 'at most 200 packages')
      .default({})
      .describe('Package to the repository that it comes from, OWNER/REPO, where Headwater finds the wrong one'),
    forkOrganization: login
      .nullable()
      .default(null)
      .describe('Where forks are made; honoured only where its own .github repository lists the service'),
    redact: z
      .array(redactRule)
      .max(200)
      .default([])
      .describe('What is never published: every word that holds it goes, whatever its case'),
    instrumentation: z
      .strictObject({
        metrics: z
          .enum(['prometheus', 'opentelemetry'])
          .nullable()
          .default(null)
          .describe('What the service counts with'),
        folder: z
          .string()
          .max(256)
          .regex(/^(?![/\\])(?!.*(?:^|\/)\.\.?(?:\/|$))[\w@.\-/]+$/, 'a folder of the repository, without .. in it')
          .nullable()
          .default(null)
          .describe('Where its files go, in a folder of their own'),
      })
      .prefault({})
      .describe('What /upstream instrument writes'),
  })
  .meta({ title: '.github/headwater.yml' })

/** What a service tells Headwater about itself; with every default filled in. */
export type Configuration = Readonly<z.infer<typeof configurationFile>>

/** The published JSON Schema (draft 2020-12) of `.github/headwater.yml`. */
export function configurationSchema(): object {
  return z.toJSONSchema(configurationFile, { io: 'input' })
}

/** What holds for a service without a configuration. */
export const defaultConfiguration: Configuration = configurationFile.parse({})

/**
 * Reads `.github/headwater.yml`: at most 64 KiB, no aliases.
 *
 * @throws HeadwaterError `configuration-malformed` with the line, and what would be accepted there
 */
export function parseConfiguration(text: string): Configuration {
  const size = Buffer.byteLength(text)
  if (size > largest) throw malformed(null, `${size} bytes; accepted: at most ${largest}`)
  const { value, lineOf } = locateYaml(text, { deepest, refuse: malformed })
  const result = configurationFile.safeParse(value ?? {})
  if (result.success) {
    checkRedact(result.data.redact, lineOf)
    return result.data
  }
  const [issue] = result.error.issues
  const path = issue?.path ?? []
  if (issue?.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys
    throw malformed(lineOf([...path, key]), `unknown key ${clip(key)}; ${nearest(key, path)}`)
  }
  throw malformed(
    lineOf(path),
    `${path.length > 0 ? `${path.map(String).map(clip).join('.')}: ` : ''}${accepted(issue)}`,
  )
}

/** What cannot be looked for would not be kept back: it is refused here, each rule with its line and then all together. */
function checkRedact(rules: readonly RedactRule[], lineOf: (path: Path) => number): void {
  const sets = [
    ...rules.map((rule, index) => ({ set: [rule], path: ['redact', index] })),
    { set: rules, path: ['redact'] },
  ]
  for (const { set, path } of sets) {
    try {
      compileRedact(set)
    } catch (error) {
      if (!(error instanceof HeadwaterError)) throw error
      throw malformed(lineOf(path), `${path.join('.')}: ${error.message}`, error)
    }
  }
}

type Path = readonly PropertyKey[]

function malformed(line: number | null, what: string, cause?: unknown): HeadwaterError {
  const place = line === null ? configurationPath : `${configurationPath}:${line}`
  return new HeadwaterError('configuration-malformed', `${place}: ${what}`, { cause })
}

function nearest(key: string, path: Path): string {
  const shape =
    path[0] === 'instrumentation' ? configurationFile.shape.instrumentation.unwrap().shape : configurationFile.shape
  const known = Object.keys(shape)
  const [best] = known
    .map((name) => ({ name, away: distance(key.toLowerCase().slice(0, 64), name.toLowerCase()) }))
    .filter(({ name, away }) => away <= Math.max(2, name.length / 3))
    .sort((a, b) => a.away - b.away)
  return best ? `did you mean ${best.name}?` : `accepted: ${known.join(', ')}`
}

function accepted(issue: z.core.$ZodIssue | undefined): string {
  switch (issue?.code) {
    case 'invalid_type':
      return `accepted: ${issue.expected === 'record' || issue.expected === 'object' ? 'keys with values' : issue.expected === 'array' ? 'a list' : `a ${issue.expected}`}`
    case 'too_big':
      return `accepted: at most ${issue.maximum} ${issue.origin === 'array' ? 'entries' : 'characters'}`
    case 'too_small':
      return `accepted: at least ${issue.minimum} ${issue.origin === 'array' ? 'entries' : 'characters'}`
    case 'invalid_value':
      return `accepted: ${issue.values.map(String).join(', ')}`
    case 'invalid_key':
      return 'accepted: a package name of 1 to 256 characters'
    default:
      return `accepted: ${(issue?.message ?? '').replace(/^Invalid input: /, '')}`
  }
}

/** A key of the file for one line of a message. */
function clip(key: string): string {
  return /^[\w@./-]{1,60}$/.test(key) ? key : JSON.stringify(key.slice(0, 60)).replace(/[^\x20-\x7e]/g, '?')
}
