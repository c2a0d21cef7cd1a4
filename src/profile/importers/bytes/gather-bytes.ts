import { HeadwaterError } from '../../../errors.ts'
import { SLACK } from './byte-hash.ts'

/** Larger files are refused: as text they come near the longest string that the engine can hold. */
const MAXIMUM_BYTES = 512_000_000

/**
 * Reads a file whole, for formats whose parts refer to later ones.
 *
 * @param name what to call the file in messages
 * @returns the file at the start of a buffer with `SLACK` bytes more
 * @throws HeadwaterError `too-large`
 */
export async function gatherBytes(bytes: AsyncIterable<Uint8Array>, name: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of bytes) {
    length += chunk.length
    if (length > MAXIMUM_BYTES) {
      const limit = `${MAXIMUM_BYTES / 1e6} MB`
      throw new HeadwaterError(
        'too-large',
        `${name}: more than ${limit}; record for a shorter time, or sample less often`,
      )
    }
    chunks.push(chunk)
  }
  const whole = new Uint8Array(length + SLACK).subarray(0, length)
  let offset = 0
  for (const chunk of chunks) {
    whole.set(chunk, offset)
    offset += chunk.length
  }
  return whole
}
