import type { ImportedFile, Profile } from '../../types.ts'
import { lineBlocks } from '../bytes/line-blocks.ts'
import { PerfScriptReader } from './perf-script-reader.ts'

/** Reads the whole file, as `import-perf-script.ts` says. */
export async function readPerfScript(file: ImportedFile): Promise<Profile> {
  const reader = new PerfScriptReader(file.limits)
  for await (const block of lineBlocks(file)) reader.read(block)
  return reader.finish()
}
