/**
 * What is kept back from everything that others may read, as one list of rules. A rule of a form looks for what is private
 * whoever wrote it (a token, a host); the others go by what is known of the service's names.
 *
 * Order is precedence. What the configuration wants kept back goes, even where it is the exact name of a public symbol; then what
 * has the form of a secret, a host or a time; then the names of own and private packages. Where nothing of that holds, the exact
 * name of a public package is shown, whatever it looks like. No form takes the hash of a Rust symbol (`h0123456789abcdef`).
 */
import { unversioned } from '../ownership/index.ts'
import { languageWords } from './language-words.ts'
import { isPublicHost } from './public-hosts.ts'

/** What stands for everything that is our own or private. */
export const ourService = 'your service'
/** What stands for the rest that is kept back. */
export const leftOut = '…'

/** The names of a service, as rules ask for them. */
export interface KnownNames {
  readonly hidden: ReadonlySet<string>
  readonly hiddenSymbols: ReadonlySet<string>
  /** What the configuration wants kept back. */
  readonly isConfigured: (word: string) => boolean
  /** Whether a word is, or begins with, the name of a public package. */
  readonly isShown: (word: string) => boolean
  /** Whether the name of a public package is, or begins with, a host: `go.uber.org/zap`. */
  readonly isShownHost: (host: string) => boolean
}

export type RedactionRule = {
  /** For tests and for people. */
  readonly name: string
} & (
  | {
      /** Anywhere in a text. */
      readonly in: 'text'
      /** Finds what may have to go, in time that is linear in the text. */
      readonly form: RegExp
      readonly hides: (found: string, known: KnownNames) => boolean
      readonly instead: typeof ourService | typeof leftOut
    }
  /** A whole symbol; a word with all that belongs to it; a word among the arguments of a public symbol. */
  | { readonly in: 'symbol' | 'word' | 'argument'; readonly hides: (text: string, known: KnownNames) => boolean }
)

/** Longer words are not looked into, they go as a whole. */
const longestWord = 2_000
/** Where a longer name may end and the name of its package with it. */
const separators = /[:/.@#$\\%-]/g
/** A word of our own, which looks like a path. */
const commandWord = '/upstream'
const filePath = /^(?:[\\/~]|[A-Za-z]:[\\/]|\.{1,2}[\\/])|^[^:]*[\\/].*\.\w{1,6}(?::\d+)*$/
/** As their makers document them, or as scanners of secrets know them. */
const tokens = [
  'gh[pousr]_[A-Za-z\\d]{16,255}',
  'github_pat_\\w{20,255}',
  'glpat-[\\w-]{16,255}',
  'xox[abeoprs]-[\\w-]{10,255}',
  '(?:AKIA|ASIA)[A-Z\\d]{16}',
  'AIza[\\w-]{30,255}',
  'ya29\\.[\\w-]{20,255}',
  'eyJ[\\w-]{8,2000}\\.[\\w-]{8,2000}(?:\\.[\\w-]{0,2000})?',
  'npm_[A-Za-z\\d]{30,255}',
  'pypi-[\\w-]{40,255}',
  '[prs]k_(?:live|test)_\\w{16,255}',
  'sk-[\\w-]{20,255}',
  'hv[bs]\\.[\\w-]{20,255}',
  'SG\\.[\\w-]{16,255}\\.[\\w-]{16,255}',
]
/** Endings of the files that recordings are kept in: what stands before one may be a host. */
const ending = '(?:cpuprofile|folded|gz|html|jfr|json|log|pb|perf|pprof|script|svg|txt|zip)\\b'
const hosts = '(?:cloud|com|corp|dev|example|home|internal|intranet|io|lan|local|localdomain|net|org|private)'
const addresses = [
  '\\d{1,3}(?:\\.\\d{1,3}){3}(?:[:/]\\d{1,5})?',
  '(?=[\\da-f:]{0,40}\\d)(?:[\\da-f]{1,4}:){3,7}:?[\\da-f]{1,4}',
  '(?:fe80|fd[\\da-f]{2}):(?::?[\\da-f]{1,4}){1,7}',
]
/** `codec@v1.2.3` is no e-mail address. */
const goVersion = /@v\d+(?:\.\d+)*(?:-[\w.-]+)?$/
const always = (): boolean => true

export const redactionRules: readonly RedactionRule[] = [
  {
    name: 'what the configuration wants kept back',
    in: 'text',
    form: /[^\s`]+/g,
    hides: (word, { isConfigured }) => isConfigured(word),
    instead: ourService,
  },
  {
    name: 'tokens of known forms',
    in: 'text',
    form: new RegExp(`(?<![A-Za-z\\d])(?:${tokens.join('|')})`, 'g'),
    hides: always,
    instead: leftOut,
  },
  {
    name: 'values that are called a secret',
    in: 'text',
    form: /(?<![A-Za-z\d])(?:pass(?:wor)?d|passwd|secret|token|api[_-]?key)=[^\s`&;]+/gi,
    hides: always,
    instead: leftOut,
  },
  {
    name: 'e-mail addresses and logins on hosts',
    in: 'text',
    form: /(?<![\w.+%-])[\w.+%-]{1,64}@[A-Za-z][\w-]{0,62}(?:\.[\w-]{1,63}){0,8}/g,
    hides: (found, { isShown }) => !goVersion.test(found) && (/@.*\./.test(found) || !isShown(found)),
    instead: leftOut,
  },
  {
    name: 'addresses other than public pages',
    in: 'text',
    form: /(?<![A-Za-z\d+.-])[A-Za-z][A-Za-z\d+.-]{0,30}:\/\/[^\s`<>"'|]*/g,
    hides: (found) => !isPublicPage(found),
    instead: leftOut,
  },
  {
    name: 'names of hosts',
    in: 'text',
    form: new RegExp(
      `(?<![\\w.@/-])(?:[a-z\\d_-]{1,63}\\.){1,8}${hosts}(?![\\w-]|\\.(?!${ending})\\w)(?::\\d{1,5})?`,
      'g',
    ),
    hides: (found, { isShownHost }) => !isPublicHost(found) && !isShownHost(found),
    instead: leftOut,
  },
  {
    name: 'addresses in a network',
    in: 'text',
    form: new RegExp(`(?<![\\w.@:])(?:${addresses.join('|')})(?![\\w:]|\\.(?!${ending})\\w)`, 'gi'),
    hides: always,
    instead: leftOut,
  },
  {
    name: 'query strings',
    in: 'text',
    form: /\?[\w.%[\]-]{1,200}=[^\s`]*/g,
    hides: always,
    instead: leftOut,
  },
  {
    name: 'times of day',
    in: 'text',
    // Not the one in `v0.0.0-20260102030405-0123456789ab`, a version of Go's.
    form: /(?<![\w.])(?:\d{4}-?\d\d-?\d\d[T_ -]?\d\d[:h-]?\d\d(?:[:m-]?\d\d)?|\d{1,2}:\d\d:\d\d)(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?(?![\w:]|-[\da-f]{12})/g,
    hides: always,
    instead: leftOut,
  },
  {
    name: 'numbers of cores',
    in: 'text',
    form: /(?<![\w.,])\d{1,6}(?:\.\d{1,6})?[ -]?(?:v?CPUs?|cores?)(?![\w-])/gi,
    hides: always,
    instead: leftOut,
  },
  {
    name: 'symbols of own, private and unknown code',
    in: 'symbol',
    hides: (text, known) => known.hiddenSymbols.has(text),
  },
  { name: 'symbols that are too long to be looked into', in: 'symbol', hides: (text) => text.length > longestWord },
  {
    name: 'own and private packages, and what belongs to them',
    in: 'word',
    hides: (word, { hidden }) =>
      word.startsWith('pkg:') ? hidden.has(unversioned(word)) : headsOf(word).some((head) => hidden.has(head)),
  },
  {
    name: 'paths',
    in: 'word',
    hides: (word, { isShown }) =>
      word.length > longestWord || (word !== commandWord && !isPurl(word) && !isShown(word) && filePath.test(word)),
  },
  {
    name: 'paths through own and private packages',
    in: 'word',
    hides: (word, { hidden, isShown }) =>
      !isPurl(word) && word.includes('/') && !isShown(word) && word.split('/').some((part) => hidden.has(part)),
  },
  {
    name: 'arguments that are not known to be public',
    in: 'argument',
    // One letter is a type parameter, a number a size.
    hides: (word, { isShown }) =>
      !isShown(word) && !headsOf(word).some((head) => languageWords.has(head)) && !/^(?:[A-Z]|\d+|[:.]+)$/.test(word),
  },
]

/** The name itself and its beginnings up to each separator: `a::b.c` has `a::b.c`, `a`, `a:` and `a::b`. */
export function headsOf(name: string): string[] {
  if (name.length > longestWord) return []
  const heads = [name]
  for (const { index } of name.matchAll(separators)) if (index > 0) heads.push(name.slice(0, index))
  return heads
}

function isPurl(word: string): boolean {
  return word.startsWith('pkg:')
}

function isPublicPage(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, host, username, password, search } = new URL(text)
  return protocol === 'https:' && isPublicHost(host) && `${username}${password}${search}` === ''
}
