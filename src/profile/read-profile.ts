import { HeadwaterError } from '../errors.ts'
import { describeForeignFile, type ForeignDescription } from './describe-foreign-file.ts'
import { importers } from './importers/index.ts'
import { isGzip } from './is-gzip.ts'
import { LIMITS, type Limits, pastLimit } from './limits.ts'
import type { ByteSource, Importer, Profile } from './types.ts'

const HEAD_BYTES = 65_536
const LEAST_UNDERSTOOD = 0.9
/** What is understood of a file by chance. */
const WORTH_TELLING = 0.05
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf]
const ACCEPTED =
  'accepted are perf script, folded stacks, pprof, .cpuprofile, Chrome traces, `--prof` JSON, speedscope, Firefox Profiler, ' +
  'StackProf, JFR and `jfr print`, OpenTelemetry profiles, flame graphs in SVG or by async-profiler; gzip and zip around them'

/** What an importer made of a file that it does not understand well enough. */
interface Attempt {
  readonly importer: Importer
  readonly profile: Profile
}

/**
 * Reads a profile of any known format. The format is told from the content alone, by proof: the importer that understands at least
 * 90 % of the file has it.
 *
 * @example
 * const profile = await readProfile({ name: 'profile.script.gz', open: () => createReadStream('profile.script.gz') })
 * @param limits how much of it is read
 * @throws HeadwaterError `profile-unrecognised` where no importer understands the file, `profile-malformed` where one knows it and
 *   finds it broken, `truncated` or `too-large`
 */
export async function readProfile(source: ByteSource, limits: Limits = LIMITS): Promise<Profile> {
  const name = source.name.replace(/\p{C}/gu, '?')
  const isPacked = isGzip(await takeHead(source.open(), 2))
  const unpacked = isPacked ? (await import('./gunzip.ts')).gunzip : (bytes: AsyncIterable<Uint8Array>) => bytes
  const open = () => bounded(withoutByteOrderMark(unpacked(source.open(), name, limits)), name, limits)
  const head = await takeHead(open(), HEAD_BYTES)

  let best: Attempt | null = null
  let fault: HeadwaterError | null = null
  for (const importer of importers) {
    if (!importer.couldBe(head)) continue
    try {
      const profile = await importer.read({ name, bytes: open(), limits })
      if (profile.understood >= LEAST_UNDERSTOOD) return profile
      if (best === null || profile.understood > best.profile.understood) best = { importer, profile }
    } catch (error) {
      if (!(error instanceof HeadwaterError)) throw error
      if (error.code === 'profile-malformed') fault ??= error
      else if (error.code !== 'profile-unrecognised') throw withName(error, name)
    }
  }
  const foreign = describeForeignFile(head)
  throw fault === null || foreign.isSure ? unrecognised(name, foreign, best) : withName(fault, name)
}

/** Not every part of an importer knows what the file is called. */
function withName(error: HeadwaterError, name: string): HeadwaterError {
  if (error.message.startsWith(name)) return error
  return new HeadwaterError(error.code, `${name}: ${error.message}`, { cause: error })
}

function unrecognised(name: string, { is, advice }: ForeignDescription, best: Attempt | null): HeadwaterError {
  const parts = [`${name}: not a profile that can be read, but ${is}`]
  if (advice !== undefined) parts.push(advice)
  else if (best !== null && best.profile.understood >= WORTH_TELLING) parts.push(whereNotUnderstood(best))
  return new HeadwaterError('profile-unrecognised', `${parts.join('; ')}; ${ACCEPTED}`)
}

/** For instance `read as folded, 43 % of it is understood: 3 lines were not understood, of 5; the first is line 2`. */
function whereNotUnderstood({ importer, profile }: Attempt): string {
  const why = profile.notes.find(({ code }) => code === 'skipped-lines')?.text.replace(/\.$/, '')
  const share = `read as ${importer.format}, ${Math.floor(100 * profile.understood)} % of it is understood`
  return why === undefined ? share : `${share}: ${why}`
}

async function takeHead(bytes: AsyncIterable<Uint8Array>, length: number): Promise<Uint8Array> {
  const head = new Uint8Array(length)
  let filled = 0
  for await (const chunk of bytes) {
    const piece = chunk.subarray(0, length - filled)
    head.set(piece, filled)
    filled += piece.length
    if (filled === length) break
  }
  return head.subarray(0, filled)
}

async function* withoutByteOrderMark(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let start: Uint8Array | null = new Uint8Array(0)
  for await (const chunk of bytes) {
    if (start === null) {
      yield chunk
      continue
    }
    start = concatenated(start, chunk)
    if (start.length < BYTE_ORDER_MARK.length) continue
    const hasMark = startsWith(start, BYTE_ORDER_MARK)
    yield hasMark ? start.subarray(BYTE_ORDER_MARK.length) : start
    start = null
  }
  if (start !== null) yield start
}

function startsWith(bytes: Uint8Array, beginning: readonly number[]): boolean {
  return beginning.every((byte, index) => bytes[index] === byte)
}

function concatenated(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}

async function* bounded(bytes: AsyncIterable<Uint8Array>, name: string, limits: Limits): AsyncGenerator<Uint8Array> {
  let length = 0
  for await (const chunk of bytes) {
    length += chunk.length
    if (length > limits.bytes) throw pastLimit(limits, 'bytes', '', name)
    yield chunk
  }
}
