import { HeadwaterError } from '../../../errors.ts'
import { grown } from '../../grown.ts'
import { SLACK } from './byte-hash.ts'

/** Larger files are refused: as text they come near the longest string that the engine can hold. */
const MAXIMUM_BYTES = 512_000_000
const FIRST_CAPACITY = 1 << 20
/** For files that are not small. Memory that is not written to costs nothing, copying does. */
const LARGE_CAPACITY = 1 << 26
const GROWTH = 4

/**
 * Reads a file whole, for formats whose parts refer to later ones.
 *
 * @param name what to call the file in messages
 * @returns the file at the start of a buffer with `SLACK` bytes more
 * @throws HeadwaterError `too-large`
 */
export async function gatherBytes(bytes: AsyncIterable<Uint8Array>, name: string): Promise<Uint8Array> {
  let whole = new Uint8Array(FIRST_CAPACITY)
  let length = 0
  for await (const chunk of bytes) {
    const needed = length + chunk.length + SLACK
    if (needed - SLACK > MAXIMUM_BYTES) {
      const limit = `${MAXIMUM_BYTES / 1e6} MB`
      throw new HeadwaterError(
        'too-large',
        `${name}: more than ${limit}; record for a shorter time, or sample less often`,
      )
    }
    if (needed > whole.length) whole = grown(whole, new Uint8Array(Math.max(LARGE_CAPACITY, GROWTH * needed)))
    whole.set(chunk, length)
    length += chunk.length
  }
  return whole.subarray(0, length)
}
