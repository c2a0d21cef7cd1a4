import type { ImportedFile, Profile } from '../../types.ts'
import { lineBlocks } from '../bytes/line-blocks.ts'
import { StackListReader } from './stack-list-reader.ts'

/** Reads the whole file, as `import-stack-lists.ts` says. */
export async function readStackLists(file: ImportedFile): Promise<Profile> {
  const reader = new StackListReader(file.limits)
  const decoder = new TextDecoder()
  for await (const { bytes: block, end } of lineBlocks(file)) {
    for (let start = 0; start < end; ) {
      const next = block.indexOf(NEWLINE, start) + 1
      reader.readLine(decoder.decode(block.subarray(start, next)).trim(), next - start)
      start = next
    }
  }
  return reader.finish()
}

const NEWLINE = 0x0a
