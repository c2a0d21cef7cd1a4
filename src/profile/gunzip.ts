import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { HeadwaterError } from '../errors.ts'
import { type Limits, pastLimit } from './limits.ts'

/** Deflate can reach 1,032 to 1. Profile text repeats itself, but never so much; smaller files may. */
const UNSUSPICIOUS_BYTES = 64 * 2 ** 20

/**
 * Decompresses gzip, all its members.
 *
 * @param name what to call the file in messages
 * @throws HeadwaterError `truncated` where the file ends too early, `profile-malformed` where it is damaged, `too-large` where it
 *   unpacks to suspiciously much; each with the byte offset in the compressed file
 */
export async function* gunzip(
  bytes: AsyncIterable<Uint8Array>,
  name: string,
  limits: Limits,
): AsyncGenerator<Uint8Array> {
  const stream = createGunzip({ chunkSize: 1 << 18 })
  // The stream is told of every failure and hands it to its reader below.
  const fed = pipeline(Readable.from(copied(bytes), { objectMode: true }), stream).catch(() => {})
  let length = 0
  try {
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      length += chunk.length
      if (length > UNSUSPICIOUS_BYTES && length > limits['unpacking-ratio'] * stream.bytesWritten) {
        throw pastLimit(limits, 'unpacking-ratio', ` at byte ${stream.bytesWritten}`, name)
      }
      yield chunk
    }
  } catch (error) {
    throw zlibFault(error, name, stream.bytesWritten)
  } finally {
    stream.destroy()
    await fed
  }
}

/** The stream reads ahead. */
async function* copied(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const piece of bytes) yield piece.slice()
}

function zlibFault(error: unknown, name: string, offset: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null
  switch (code) {
    case 'Z_BUF_ERROR':
      return new HeadwaterError(
        'truncated',
        `${name}: the gzip data ends early, at byte ${offset}; download or copy the file again`,
        { cause: error },
      )
    case 'Z_DATA_ERROR':
    case 'Z_NEED_DICT':
    case 'Z_STREAM_ERROR':
      return new HeadwaterError(
        'profile-malformed',
        `${name}: the gzip data is damaged before byte ${offset}; an intact gzip file is accepted, and a plain one`,
        { cause: error },
      )
    default:
      return error
  }
}
