// Packages as zips: wheels, jars of sources, GitHub's archives. APPNOTE.TXT 6.3, read by yauzl.

import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl'
import type { PackageFile } from '../types.ts'
import { type ArchiveBounds, archiveBounds, tooLarge, unsuspiciousBytes, type WantedFiles } from '../unpack-source.ts'

/**
 * Unpacks the source files of a zip in memory.
 *
 * @param name what to call the archive in messages
 * @throws HeadwaterError `too-large` where it exceeds a bound; yauzl's and zlib's own errors where it is damaged
 */
export async function unpackZipSource(
  archive: Buffer,
  name: string,
  { isWanted, inFolder }: WantedFiles,
  bounds: ArchiveBounds = archiveBounds,
): Promise<PackageFile[]> {
  const files: PackageFile[] = []
  // Decoding names would refuse some; here they lead nowhere.
  const zip = await fromBufferPromise(archive, { decodeStrings: false })
  if (zip.entryCount > bounds.entries) throw tooLarge(name, `holds more than ${bounds.entries} files`)
  let left = bounds.kept
  for await (const entry of zip.eachEntry()) {
    const full = entry.fileNameRaw.toString('utf8')
    const path = inFolder ? full.slice(full.indexOf('/') + 1) : full
    const size = entry.uncompressedSize
    if (!isWanted(path) || size > Math.min(bounds.file, left) || !entry.canDecodeFileData()) continue
    if (size > bounds.ratio * Math.max(1, entry.compressedSize) + unsuspiciousBytes)
      throw tooLarge(name, `unpacks to more than ${bounds.ratio} times its size`)
    left -= size
    files.push({ path, text: await read(zip, entry) })
  }
  return files
}

/** yauzl refuses an entry that is longer than it says. */
async function read(zip: ZipFile, entry: Entry): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Uint8Array>) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}
