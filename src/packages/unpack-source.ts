// Packages as gzipped tars: npm's, made by `npm pack` (npm 2 and later), and Python's source distributions, whose entries all lie in one
// folder; the data of a gem, whose entries do not. The tar format is POSIX.1-2001's pax, read by npm's own library.

import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { Parser, type ReadEntry } from 'tar'
import { HeadwaterError } from '../errors.ts'
import type { PackageFile } from './types.ts'

/** Bounds of one archive. */
export interface ArchiveBounds {
  /** In bytes, as downloaded. */
  readonly packed: number
  /** In bytes, unpacked. */
  readonly unpacked: number
  /** Unpacked to packed; deflate can reach 1,032. */
  readonly ratio: number
  readonly entries: number
  /** In bytes; a larger file is left out. */
  readonly file: number
  /** Of all files that are kept, in bytes. */
  readonly kept: number
}

const mebibyte = 1024 * 1024
export const archiveBounds: ArchiveBounds = {
  packed: 24 * mebibyte,
  unpacked: 64 * mebibyte,
  ratio: 100,
  entries: 20_000,
  file: 2 * mebibyte,
  kept: 16 * mebibyte,
}
/** A small archive may be of one repeated line. */
export const unsuspiciousBytes = mebibyte

/** tar's library unpacks by itself what is packed again, beside the bounds; below this ratio there is no such thing. */
export const onlyPlain = 0

/** What of an archive is wanted. */
export interface WantedFiles {
  readonly isWanted: (path: string) => boolean
  /** All entries lie in one folder, which is no part of their paths. */
  readonly inFolder: boolean
}

const javascript: WantedFiles = { isWanted: (path) => /\.[cm]?js$/.test(path), inFolder: true }

/**
 * Unpacks the source files of an archive in memory.
 *
 * @param name what to call the archive in messages
 * @throws HeadwaterError `too-large` where it exceeds a bound; zlib's and tar's own errors where it is damaged
 */
export async function unpackSource(
  archive: AsyncIterable<Uint8Array>,
  name: string,
  bounds: ArchiveBounds = archiveBounds,
  { isWanted, inFolder }: WantedFiles = javascript,
): Promise<PackageFile[]> {
  const files: PackageFile[] = []
  let entries = 0
  let left = bounds.kept
  let failure: unknown = null
  const parser = new Parser({
    maxDecompressionRatio: onlyPlain,
    onReadEntry(entry) {
      entries += 1
      if (entries > bounds.entries) failure ??= tooLarge(name, `holds more than ${bounds.entries} files`)
      const path = inFolder ? entry.path.slice(entry.path.indexOf('/') + 1) : entry.path.replace(/^\.\//, '')
      const wanted = entry.type === 'File' && isWanted(path) && entry.size <= Math.min(bounds.file, left)
      if (!wanted || failure) {
        entry.resume()
        return
      }
      left -= entry.size
      gather(entry, (text) => files.push({ path, text }))
    },
  })
  parser.on('error', (error) => {
    failure ??= error
  })
  for await (const chunk of unzip(archive, name, bounds)) {
    parser.write(chunk)
    if (failure) throw failure
  }
  parser.end()
  if (failure) throw failure
  return files
}

async function* unzip(archive: AsyncIterable<Uint8Array>, name: string, bounds: ArchiveBounds): AsyncGenerator<Buffer> {
  const gunzip = createGunzip()
  // The stream is told of every failure and hands it to its reader below.
  const fed = pipeline(Readable.from(bounded(archive, name, bounds.packed)), gunzip).catch(() => {})
  let unpacked = 0
  try {
    for await (const chunk of gunzip as AsyncIterable<Buffer>) {
      unpacked += chunk.length
      if (unpacked > bounds.unpacked) throw tooLarge(name, `unpacks to more than ${bounds.unpacked} bytes`)
      if (unpacked > unsuspiciousBytes && unpacked > bounds.ratio * gunzip.bytesWritten)
        throw tooLarge(name, `unpacks to more than ${bounds.ratio} times its size`)
      yield chunk
    }
  } finally {
    gunzip.destroy()
    await fed
  }
}

function gather(entry: ReadEntry, done: (text: string) => void): void {
  const chunks: Buffer[] = []
  entry.on('data', (chunk: Buffer) => chunks.push(chunk))
  entry.on('end', () => done(Buffer.concat(chunks).toString('utf8')))
}

async function* bounded(bytes: AsyncIterable<Uint8Array>, name: string, most: number): AsyncGenerator<Uint8Array> {
  let size = 0
  for await (const chunk of bytes) {
    size += chunk.byteLength
    if (size > most) throw tooLarge(name, `has more than ${most} bytes`)
    yield chunk
  }
}

export function tooLarge(name: string, what: string): HeadwaterError {
  return new HeadwaterError('too-large', `${name}: ${what}; a larger archive is not looked into`)
}
