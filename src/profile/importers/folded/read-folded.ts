import type { ImportedFile, Profile } from '../../types.ts'
import { lineBlocks } from '../bytes/line-blocks.ts'
import { FoldedReader } from './folded-reader.ts'

/** Reads the whole file, as `import-folded.ts` says. */
export async function readFolded(file: ImportedFile): Promise<Profile> {
  const reader = new FoldedReader(file)
  for await (const block of lineBlocks(file)) reader.read(block)
  return reader.finish()
}
