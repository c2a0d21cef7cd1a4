import { type Configuration, parseConfiguration } from '../../src/config.ts'
import type { ServiceFile } from '../../src/ownership/index.ts'
import { type Secret, SecretWords } from './secret-words.ts'
import { services } from './services.ts'

/** An incident in which every private field holds a word that stands nowhere else. */
export interface GeneratedIncident {
  readonly title: string
  readonly culprit: string
  /** By which upstream's repository is known to hold the culprit; null where the ecosystem has none. */
  readonly manifest: { readonly path: string; readonly text: string } | null
  readonly secrets: readonly Secret[]
  readonly files: readonly ServiceFile[]
  /** `.github/headwater.yml`, and what is read from it. */
  readonly configurationText: string
  readonly configuration: Configuration
  readonly profile: { readonly name: string; readonly bytes: Uint8Array }
  /** What people write in the issue, and in a comment. */
  readonly told: { readonly title: string; readonly symptom: string; readonly comment: string }
}

/** What a person called the file of a recording. */
const namings: readonly ((secrets: SecretWords) => string)[] = [
  (secrets) => `${secrets.word('host in a file name')}.prod.internal`,
  (secrets) => `by-${secrets.word('e-mail in a file name')}@corp.example`,
  (secrets) => `cpu 2026-11-24T${secrets.time('time in a file name')}`,
  (secrets) => `on 10.${secrets.address('address in a file name')}`,
  (secrets) => `on ${secrets.number('number of cores in a file name')} cores`,
]

/** The same incident for the same number. */
export function generateIncident(number: number): GeneratedIncident {
  const secrets = new SecretWords(number * 7919 + 1)
  const languages = Object.entries(services)
  const [language, makeService] = languages[number % languages.length] as (typeof languages)[number]
  const service = makeService(secrets)
  const write = secrets.pick(service.writers)
  const [text, expression] = [secrets.word('text that is to be redacted'), secrets.word('match of an expression')]
  // Names of public code that only the configuration tells to be private.
  const stacks = [`do_${text}_all`, `do_x${expression}99`].map((name) => ({
    frames: [service.culpritFrame(name)],
    count: 60,
  }))
  const name = (namings[(number + Math.floor(number / languages.length)) % namings.length] as (typeof namings)[number])(
    secrets,
  )
  const { ending, bytes } = write([...service.stacks, ...stacks], secrets)
  const configurationText = JSON.stringify({
    private: service.private,
    redact: [text, { pattern: `x${expression.slice(0, 4)}[a-z]+\\d{2}` }],
    upstreams: { [service.culprit]: 'lockside/codec' },
  })
  const told = {
    title: `${secrets.word('title of the issue')} is slow`,
    symptom: `${secrets.word('host in the issue')}.corp.example at 100 %, since ${secrets.word('customer in the issue')} joined`,
    comment: `Ask ${secrets.word('e-mail in a comment')}@corp.example.`,
  }
  return {
    title: `${number}, ${language} as ${ending}`,
    culprit: service.culprit,
    manifest: service.manifest,
    secrets: secrets.all,
    files: service.files,
    configurationText,
    configuration: parseConfiguration(configurationText),
    profile: { name: `${name}.${ending}`, bytes },
    told,
  }
}
