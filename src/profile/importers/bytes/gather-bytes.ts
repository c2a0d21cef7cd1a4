import type { ImportedFile } from '../../types.ts'
import { ByteGatherer } from './byte-gatherer.ts'

/**
 * Reads a file whole, for formats whose parts refer to later ones.
 *
 * @returns the file at the start of a buffer with `SLACK` bytes more
 * @throws HeadwaterError `too-large`
 */
export async function gatherBytes({ bytes, name, limits }: ImportedFile): Promise<Uint8Array> {
  const gatherer = new ByteGatherer(name, limits)
  for await (const chunk of bytes) gatherer.append(chunk)
  return gatherer.bytes
}
