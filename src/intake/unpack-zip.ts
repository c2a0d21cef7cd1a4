/**
 * Unpacks zip archives (APPNOTE.TXT 6.3, deflated or stored): Actions artifacts are zips, and people attach them.
 *
 * By yauzl and not by fflate: it reads the central directory of a file on disk, entry by entry, and refuses an entry that is
 * longer than it says; fflate wants the whole archive in memory.
 */
import { crc32 } from 'node:zlib'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { cleanName } from './clean-name.ts'
import { writeBounded } from './write-bounded.ts'

export interface UnpackLimits {
  /** Of files, folders not counted. */
  readonly mostFiles: number
  /** Of all files together, unpacked. */
  readonly mostBytes: number
}

/** A file of an archive: written to `file`, or with the reason why not. */
export type UnpackedFile = { readonly name: string } & (
  | { readonly file: string; readonly bytes: number }
  | { readonly file: null; readonly error: string }
)

export interface Unpacked {
  readonly files: readonly UnpackedFile[]
  /** What is wrong with the archive as a whole, or was left out; null where nothing is. */
  readonly error: string | null
}

/** Deflate can reach 1,032 to 1. Profile text repeats itself, but never so much; small files may. */
const highestRatio = 400
const unsuspiciousBytes = 64 * 2 ** 20
/** Of the directory of an archive, of which at most `mostFiles` are unpacked. */
const mostEntries = 10_000
/** What macOS adds. */
const notMeant = /(?:^|\/)(?:__MACOSX\/|\.DS_Store$)/

/** Instruments keeps a recording as a folder, which macOS packs for the web. */
const instrumentsTrace = /(?:^|\/)[^/]+\.trace\//
const onlyInstruments =
  'it holds a trace of Instruments, which nothing else reads; copy the tree of Time Profiler (Edit, Deep Copy) into FILE.txt, run `instrumentsToPprof FILE.txt`, and give profile.pb.gz'

/** Whether bytes begin as zip does. */
export function isZip(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && (head[2] === 0x03 || head[2] === 0x05)
}

/**
 * Unpacks an archive. Names in it are shown to people and never used as paths; an archive within it is not unpacked.
 *
 * @param archive path of the archive
 * @param nextFile gives the path of the next file to write, which must not exist
 */
export async function unpackZip(archive: string, nextFile: () => string, limits: UnpackLimits): Promise<Unpacked> {
  const files: UnpackedFile[] = []
  let bytesLeft = limits.mostBytes
  let zip: ZipFile | null = null
  try {
    // Decoding names would refuse some; here they lead nowhere.
    zip = await openPromise(archive, { decodeStrings: false, autoClose: false })
    if (zip.entryCount > mostEntries) return { files, error: `the archive has more than ${mostEntries} entries` }
    for await (const entry of zip.eachEntry()) {
      const name = entry.fileNameRaw.toString('utf8')
      if (instrumentsTrace.test(name)) return { files: [], error: onlyInstruments }
      if (name.endsWith('/') || notMeant.test(name)) continue
      if (files.length === limits.mostFiles) {
        return { files, error: `more profiles are in the archive than are read at once; attach the ones that matter` }
      }
      const unpacked = await unpackEntry(zip, entry, nextFile(), bytesLeft)
      if (unpacked.file !== null) bytesLeft -= unpacked.bytes
      files.push({ name: cleanName(name.slice(name.lastIndexOf('/') + 1), 'profile'), ...unpacked })
    }
    return { files, error: files.length === 0 ? 'the archive is empty' : null }
  } catch (error) {
    return { files, error: `the archive is damaged (${messageOf(error)}); pack it again, or attach the profile itself` }
  } finally {
    zip?.close()
  }
}

type EntryResult = { file: string; bytes: number } | { file: null; error: string }

async function unpackEntry(zip: ZipFile, entry: Entry, file: string, mostBytes: number): Promise<EntryResult> {
  const { uncompressedSize, compressedSize } = entry
  if (entry.isEncrypted()) return refused('it is encrypted; pack it without a password')
  if (!entry.canDecodeFileData()) return refused('it is packed by a method that is not read; deflate is')
  if (uncompressedSize > unsuspiciousBytes && uncompressedSize > highestRatio * compressedSize) {
    return refused(`it unpacks to more than ${highestRatio} times its size; attach it by itself, gzipped`)
  }
  try {
    const bytes = await writeBounded(contentOf(zip, entry), file, mostBytes)
    return bytes === null
      ? refused('it unpacks to more than is read of one incident; record for a shorter time or sample less often')
      : { file, bytes }
  } catch (error) {
    return refused(`it is damaged in the archive (${messageOf(error)})`)
  }
}

/** Opens the stream only when somebody reads it: one that fails while nobody listens ends the process. */
async function* contentOf(zip: ZipFile, entry: Entry): AsyncGenerator<Uint8Array> {
  let sum = 0
  for await (const chunk of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Uint8Array>) {
    sum = crc32(chunk, sum)
    yield chunk
  }
  if (sum !== entry.crc32) throw new Error('its checksum is wrong')
}

function refused(error: string): EntryResult {
  return { file: null, error }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message.replace(/\s+/g, ' ').slice(0, 200) : 'unknown error'
}
