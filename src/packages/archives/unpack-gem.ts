// A gem: a plain tar with metadata.gz, data.tar.gz and checksums.yaml.gz. Made by RubyGems 2 and later.

import { Parser } from 'tar'
import { HeadwaterError } from '../../errors.ts'
import type { PackageFile } from '../types.ts'
import { archiveBounds, onlyPlain, unpackSource, type WantedFiles } from '../unpack-source.ts'

/**
 * Unpacks the source files of a gem in memory.
 *
 * @param name what to call the archive in messages
 * @throws HeadwaterError `too-large` where it exceeds a bound; zlib's and tar's own errors where it is damaged
 */
export async function unpackGem(archive: Buffer, name: string, wanted: WantedFiles): Promise<PackageFile[]> {
  const chunks: Buffer[] = []
  const parser = new Parser({
    maxDecompressionRatio: onlyPlain,
    onReadEntry(entry) {
      if (entry.path === 'data.tar.gz') entry.on('data', (chunk: Buffer) => chunks.push(chunk))
      else entry.resume()
    },
  })
  parser.end(archive)
  if (chunks.length === 0)
    throw new HeadwaterError('index-unavailable', `${name}: is no gem; a tar with data.tar.gz is`)
  return unpackSource(inPieces(chunks), name, archiveBounds, wanted)
}

async function* inPieces(chunks: readonly Buffer[]): AsyncGenerator<Uint8Array> {
  yield* chunks
}
