/** A file that is no profile, or none that is read. */
export interface ForeignFile {
  readonly is: string
  /** What to do about it, where something can be done. */
  readonly advice?: string
}

/** As said of one file. */
export interface ForeignDescription extends ForeignFile {
  /** Whether the file is surely of this kind; otherwise it may as well be a broken profile. */
  readonly isSure: boolean
}

const PERF_SCRIPT = 'run `perf script -i perf.data > profile.script`'
const JFR = 'run `jfrconv -o collapsed recording.jfr profile.folded`'
const STACKPROF = 'run `stackprof --stackcollapse stackprof.dump > profile.folded`'
const DRAWN = 'give the profile that it was drawn from'
const UTF_8 = 'save it as UTF-8'

/** Files known by their first bytes, here as Latin-1. */
const MAGIC: readonly (readonly [string, ForeignFile])[] = [
  ['PERFILE2', { is: "perf's recording itself", advice: PERF_SCRIPT }],
  ['PERFFILE', { is: "an old perf's recording itself", advice: PERF_SCRIPT }],
  ['FLR\0', { is: 'a Java Flight Recorder file', advice: JFR }],
  ['SIMPLEPERF', { is: 'an Android simpleperf trace' }],
  ['\x04\x08', { is: 'a Ruby dump', advice: STACKPROF }],
  ['Nettrace', { is: 'a .NET trace', advice: 'run `dotnet-trace convert --format Speedscope trace.nettrace`' }],
  ['\x7fELF', { is: 'an ELF binary' }],
  ['MZ', { is: 'a Windows program' }],
  ['\xcf\xfa\xed\xfe', { is: 'a Mach-O binary' }],
  ['PK\x03\x04', { is: 'a zip archive', advice: 'unpack it and give the profile in it' }],
  ['\x28\xb5\x2f\xfd', { is: 'zstd data', advice: 'unpack it with `zstd -d`' }],
  ['\xfd7zXZ\0', { is: 'xz data', advice: 'unpack it with `xz -d`' }],
  ['BZh', { is: 'bzip2 data', advice: 'unpack it with `bzip2 -d`' }],
  ['\x1f\x8b', { is: 'gzip data within gzip data', advice: 'unpack it once with `gunzip`' }],
  ['\x89PNG', { is: 'a picture', advice: DRAWN }],
  ['\xff\xd8\xff', { is: 'a picture', advice: DRAWN }],
  ['%PDF', { is: 'a PDF document', advice: DRAWN }],
  ['SQLite format 3', { is: 'an SQLite database' }],
  ['\xff\xfe', { is: 'UTF-16 text', advice: UTF_8 }],
  ['\xfe\xff', { is: 'UTF-16 text', advice: UTF_8 }],
]

/** npm, yarn, pnpm, bun; Cargo, Poetry, uv; Bundler; Composer; Conan; Go. */
const LOCKFILE =
  /"lockfileVersion"\s*:|^# yarn lockfile|^__metadata:|^lockfileVersion:|^\[\[package\]\]|^GEM\r?$|"content-hash"\s*:|"build_requires"\s*:|^module \S+\r?$|^\S+ v\S+ h1:/m

/** Texts known by what stands in them, the surer ones first. */
const TEXTS: readonly (readonly [RegExp, ForeignFile])[] = [
  [LOCKFILE, { is: 'a lockfile' }],
  [
    /^\s*(?:<!doctype html|<html)/i,
    { is: 'an HTML page', advice: 'save the profile itself, not the page that shows it' },
  ],
  [/^jdk\.\w+ \{\r?$/m, { is: 'what `jfr print` writes', advice: JFR }],
  [/^# callgrind format/m, { is: 'a callgrind file' }],
  [/^\{"code":\[\{/, { is: 'a preprocessed V8 log', advice: 'record with `node --cpu-prof`' }],
  [/^v8-version,/, { is: 'a raw V8 log', advice: 'record with `node --cpu-prof`' }],
  [/^Analysis of sampling /m, { is: 'a report of macOS sample' }],
  [/^diff --git |^--- .*\n\+\+\+ /m, { is: 'a patch' }],
]

/** JSON known by its first keys. */
const JSON_KEYS: readonly (readonly [readonly string[], ForeignFile])[] = [
  [['ph', 'ts', 'tid'], { is: 'a Chrome trace', advice: 'record with `node --cpu-prof`, or save a .cpuprofile' }],
  [['resourceProfiles'], { is: 'OpenTelemetry profiles' }],
  [['mode', 'frames'], { is: 'StackProf JSON', advice: STACKPROF }],
  [['recording', 'events'], { is: 'what `jfr print --json` writes', advice: JFR }],
  [['meta', 'threads'], { is: "Firefox Profiler's JSON" }],
  [['selfSize'], { is: 'a heap profile; CPU profiles are read' }],
]

/**
 * Says what a file looks like that no importer understands.
 *
 * @param head its first bytes, decompressed
 */
export function describeForeignFile(head: Uint8Array): ForeignDescription {
  // A TextDecoder of that name would decode Windows-1252.
  const text = Buffer.from(head).toString('latin1')
  const known =
    MAGIC.find(([magic]) => text.startsWith(magic)) ?? TEXTS.find(([pattern]) => pattern.test(text)) ?? knownJson(text)
  if (known !== undefined) return { ...known[1], isSure: true }
  if (looksLikeUtf16(head)) return { is: 'UTF-16 text', advice: UTF_8, isSure: true }
  return { is: describeUnknown(head, text), isSure: false }
}

function describeUnknown(head: Uint8Array, text: string): string {
  if (head.length === 0) return 'an empty file'
  if (looksBinary(head)) return `binary data of no known kind (first bytes ${hexOf(head)})`
  const line = text.search(/\S/)
  if (line === -1) return 'an empty text'
  if (/^\s*</.test(text)) return text.includes('<svg') ? 'an SVG picture' : 'XML or HTML'
  if (!startsLikeJson(text)) return `text of no known kind from line ${text.slice(0, line).split('\n').length} on`
  const keys = [...jsonKeys(text)].slice(0, 3).join(', ')
  return keys === '' ? 'JSON of another kind' : `JSON of another kind (with ${keys})`
}

function knownJson(text: string): (typeof JSON_KEYS)[number] | undefined {
  if (!startsLikeJson(text)) return undefined
  const keys = jsonKeys(text)
  return JSON_KEYS.find(([wanted]) => wanted.every((key) => keys.has(key)))
}

function startsLikeJson(text: string): boolean {
  return /^\s*[[{]/.test(text)
}

function jsonKeys(text: string): Set<string> {
  return new Set([...text.matchAll(/"([\w$-]{1,40})"\s*:/g)].map(([, key]) => key ?? ''))
}

/** Every other byte is zero. */
function looksLikeUtf16(head: Uint8Array): boolean {
  const zeros = [0, 0]
  for (const [index, byte] of head.entries()) if (byte === 0) zeros[index % 2] = (zeros[index % 2] as number) + 1
  const [even, odd] = zeros as [number, number]
  return head.length >= 8 && Math.max(even, odd) > 0.4 * head.length && Math.min(even, odd) < 0.01 * head.length
}

function looksBinary(head: Uint8Array): boolean {
  const controls = head.reduce(
    (count, byte) => count + Number(byte < 0x09 || (byte > 0x0d && byte < 0x20 && byte !== 0x1b)),
    0,
  )
  return controls > 0.01 * head.length
}

function hexOf(head: Uint8Array): string {
  return [...head.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ')
}
