import { type DraftKind, draftKinds } from '../contribution/index.ts'
import type { Trigger } from '../diagnosis/index.ts'
import { type IssueName, type RepositoryName, readIssueName, readRepositoryName } from '../github/index.ts'

/** A command as a person wrote it in an incident. */
export type SpokenCommand =
  | { readonly verb: 'diagnose' }
  /** Null takes back what was said before; so do the next two. */
  | { readonly verb: 'suspect'; readonly name: string | null }
  | { readonly verb: 'link'; readonly issue: IssueName | null }
  | { readonly verb: 'target'; readonly repository: RepositoryName | null }
  /** Null: the kind follows from what upstream knows. */
  | { readonly verb: 'draft'; readonly as: DraftKind | null }
  | { readonly verb: 'approve'; readonly hash: string }
  | { readonly verb: 'upgrade' }
  | { readonly verb: 'validate'; readonly trigger: Trigger }
  | { readonly verb: 'instrument' }
  | { readonly verb: 'withdraw' }
  | { readonly verb: 'help' }
export type Verb = SpokenCommand['verb']

/** What `help` tells the reader by. */
export interface Situation {
  /** Whether the status comment shows a report. */
  readonly isReported: boolean
}

interface CommandRow<V extends Verb> {
  /** What follows the verb, for people. */
  readonly usage: string
  /** Null where the arguments are none that the command takes. */
  readonly read: (given: readonly string[]) => Extract<SpokenCommand, { verb: V }> | null
  /** What it would do now: the rest of a sentence that begins with the command. */
  readonly does: (now: Situation) => string
}

/** Every command, in the order in which `help` lists them. */
export const commands: { readonly [V in Verb]: CommandRow<V> } = {
  diagnose: {
    usage: '',
    read: (given) => (given.length === 0 ? { verb: 'diagnose' } : null),
    does: ({ isReported }) =>
      isReported ? 'reads the profiles again and renews the report' : 'reads the profiles and reports',
  },
  suspect: {
    usage: 'NAME',
    read(given) {
      const name = onlyOne(given)
      return name === null ? null : { verb: 'suspect', name: orNone(name) }
    },
    does: () => 'reports with the package NAME as the culprit, on your word; `none` takes it back',
  },
  link: {
    usage: 'OWNER/REPO#N',
    read(given) {
      const text = onlyOne(given) ?? ''
      const issue = readIssueName(text)
      return issue === null && orNone(text) !== null ? null : { verb: 'link', issue }
    },
    does: () => 'names the upstream issue that knows the trouble, on your word; `none` takes it back',
  },
  target: {
    usage: 'OWNER/REPO',
    read(given) {
      const text = onlyOne(given) ?? ''
      const repository = readRepositoryName(text)
      return repository === null && orNone(text) !== null ? null : { verb: 'target', repository }
    },
    does: () => 'says where a contribution goes, on your word; `none` takes it back',
  },
  draft: {
    usage: '[issue or comment or pr]',
    read(given) {
      if (given.length === 0) return { verb: 'draft', as: null }
      const as = draftKinds.find((kind) => kind === onlyOne(given)?.toLowerCase())
      return as === undefined ? null : { verb: 'draft', as }
    },
    does: () => 'shows exactly what would be published upstream, with its hash; nothing is published by that',
  },
  approve: {
    usage: 'HASH',
    read(given) {
      const hash = onlyOne(given)
      return hash !== null && /^[0-9a-f]{16,64}$/i.test(hash) ? { verb: 'approve', hash: hash.toLowerCase() } : null
    },
    does: () => 'publishes what `/upstream draft` showed under that hash, in a fork, for a person to send',
  },
  upgrade: {
    usage: '',
    read: (given) => (given.length === 0 ? { verb: 'upgrade' } : null),
    does: () => 'opens a pull request here that moves to the release with the fix, where there is one',
  },
  validate: {
    usage: '[ran or absent or unknown]',
    read(given) {
      const said = given.length === 0 ? 'unknown' : (onlyOne(given)?.toLowerCase() ?? '')
      const trigger = triggers.find((one) => one === said)
      return trigger === undefined ? null : { verb: 'validate', trigger }
    },
    does: () => 'compares the newest recording with those of the incident; `ran` says that the trigger ran',
  },
  instrument: {
    usage: '',
    read: (given) => (given.length === 0 ? { verb: 'instrument' } : null),
    does: () => 'opens a pull request here with a metric, an alert and a profile on alarm for this shape',
  },
  withdraw: {
    usage: '',
    read: (given) => (given.length === 0 ? { verb: 'withdraw' } : null),
    does: () => 'takes back what was published in the fork',
  },
  help: {
    usage: '',
    read: (given) => (given.length === 0 ? { verb: 'help' } : null),
    does: () => 'writes this list',
  },
}
export const verbs = Object.keys(commands) as Verb[]

/** A command as it is to be written: `/upstream suspect NAME`. */
export function howToWrite(verb: Verb): string {
  return `/upstream ${verb} ${commands[verb].usage}`.trim()
}

const longestArgument = 200
const triggers: readonly Trigger[] = ['ran', 'absent', 'unknown']

/** The only argument, in backticks or not. */
function onlyOne([first, ...more]: readonly string[]): string | null {
  if (first === undefined || more.length > 0 || first.length > longestArgument) return null
  return first.replace(/^`(.+)`$/, '$1')
}

function orNone(text: string): string | null {
  return text.toLowerCase() === 'none' ? null : text
}
