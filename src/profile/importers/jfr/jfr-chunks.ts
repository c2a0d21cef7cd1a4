import { HeadwaterError } from '../../../errors.ts'
import { pastLimit } from '../../limits.ts'
import type { ImportedFile } from '../../types.ts'

const MAGIC = [0x46, 0x4c, 0x52, 0x00]
export const HEADER_BYTES = 68
const COMPRESSED_NUMBERS = 1

/** A part of a recording that can be read by itself: it holds its own metadata and constants. */
export interface JfrChunk {
  readonly bytes: Uint8Array
  /** Where it begins in the file. */
  readonly start: number
  /** Where in it the description of its types stands. */
  readonly metadata: number
  /** Since 1970. */
  readonly startSeconds: number
  readonly durationSeconds: number
  readonly ticksPerSecond: number
}

/** What the file ends with: bytes of a chunk that breaks off. */
export interface JfrRest {
  readonly cutBytes: number
}

/** Whether bytes begin as a recording does, of whatever version. */
export function isJfr(head: Uint8Array): boolean {
  return MAGIC.every((byte, index) => head[index] === byte)
}

/** The major version of the recording's format: 0 before JDK 9, for JDK 7 and Oracle's JDK 8; 2 since then. */
export function jfrVersion(head: Uint8Array): number {
  return (head[4] ?? 0) * 256 + (head[5] ?? 0)
}

/**
 * Cuts a recording into its chunks, of which only one is held at a time.
 *
 * @returns how many bytes are left over, of a chunk that breaks off
 * @throws HeadwaterError `truncated` where not even the first chunk is whole, `profile-malformed`, `too-large`
 */
export async function* jfrChunks(file: ImportedFile): AsyncGenerator<JfrChunk, JfrRest, void> {
  const { bytes, name } = file
  let pieces: Uint8Array[] = []
  let held = 0
  let start = 0
  let header: ChunkHeader | null = null
  for await (const piece of bytes) {
    pieces.push(piece.slice())
    held += piece.length
    let isCut = false
    for (;;) {
      if (header === null) {
        if (held < HEADER_BYTES) break
        pieces = [joined(pieces, held)]
        header = readHeader(pieces[0] as Uint8Array, start, file)
      }
      const { size, ...chunk }: ChunkHeader = header
      if (size === 0 || held < size) break
      const all = joined(pieces, held)
      yield { bytes: all.subarray(0, size), start, ...chunk }
      pieces = [all.subarray(size)]
      isCut = true
      held -= size
      start += size
      header = null
    }
    // A copy, so that the chunks before can be forgotten.
    if (isCut) pieces = pieces.map((rest) => rest.slice())
    if (held > file.limits['held-bytes']) throw tooLarge(file, start)
  }
  if (start > 0 || held === 0) return { cutBytes: held }
  const text = `${name}: the first chunk breaks off at byte ${held}, as when the recorded process dies; accepted is what \`jfr assemble REPOSITORY FILE.jfr\` makes, or a recording that was stopped`
  throw new HeadwaterError('truncated', text)
}

type ChunkHeader = Omit<JfrChunk, 'bytes' | 'start'> & {
  /** 0 where the chunk was never finished. */
  readonly size: number
}

function readHeader(bytes: Uint8Array, start: number, file: ImportedFile): ChunkHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, HEADER_BYTES)
  const long = (offset: number) => Number(view.getBigInt64(offset))
  const fault = (what: string) =>
    new HeadwaterError('profile-malformed', `${file.name}: byte ${start}: ${what}; a recording by JFR 2.x is accepted`)
  if (!isJfr(bytes)) throw fault('no chunk begins here')
  const version = jfrVersion(bytes)
  if (version !== 2) throw fault(`a chunk of version ${version}`)
  if ((view.getUint32(64) & COMPRESSED_NUMBERS) === 0) throw fault('numbers are not compressed')
  const size = long(8)
  const metadata = long(24)
  if (size > file.limits['held-bytes']) throw tooLarge(file, start)
  if (size !== 0 && (size < HEADER_BYTES || metadata < HEADER_BYTES || metadata >= size)) {
    throw fault(`a chunk of ${size} bytes with its metadata at ${metadata}`)
  }
  return {
    size,
    metadata,
    startSeconds: long(32) / 1e9,
    durationSeconds: long(40) / 1e9,
    ticksPerSecond: long(56),
  }
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  if (pieces.length === 1) return pieces[0] as Uint8Array
  const all = new Uint8Array(length)
  let offset = 0
  for (const piece of pieces) {
    all.set(piece, offset)
    offset += piece.length
  }
  return all
}

/** Flight Recorder begins a new chunk after 12 MB, async-profiler after 100 MB, unless told otherwise. */
function tooLarge({ name, limits }: ImportedFile, start: number): HeadwaterError {
  const where = ` at byte ${start}, where a chunk begins: record with a smaller maxchunksize (async-profiler: chunksize)`
  return pastLimit(limits, 'held-bytes', where, name)
}
