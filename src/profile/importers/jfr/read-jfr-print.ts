import type { ImportedFile, Profile } from '../../types.ts'
import { lineBlocks } from '../bytes/line-blocks.ts'
import { JfrPrintReader } from './jfr-print-reader.ts'

/** Reads the whole file, as `import-jfr-print.ts` says. */
export async function readJfrPrint(file: ImportedFile): Promise<Profile> {
  const reader = new JfrPrintReader(file.limits)
  for await (const block of lineBlocks(file)) reader.read(block)
  return reader.finish()
}
