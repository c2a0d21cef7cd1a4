// Reads the text of `perf script` (Linux, perf 3.x to 6.x): a header line for each sample, then its stack, the leaf first,
// one frame a line; without -g the one frame stands on the header line. Fields can be missing; a tracepoint's trail behind.
// Specified by its source alone: tools/perf/builtin-script.c and tools/perf/util/evsel_fprintf.c,
// https://github.com/torvalds/linux/tree/v6.1/tools/perf
import type { Importer } from '../types.ts'
import { headLines } from './bytes/head-lines.ts'
import { readPerfHeader } from './perf-script/perf-header.ts'

const HASH = 0x23

export const importPerfScript: Importer = {
  format: 'perf-script',

  couldBe(head) {
    let onlyComments = head.length > 0
    for (const { start, end } of headLines(head)) {
      if (head[start] === HASH) continue
      if (readPerfHeader(head, start, end) !== null) return true
      onlyComments = false
    }
    return onlyComments
  },

  read: async (file) => (await import('./perf-script/read-perf-script.ts')).readPerfScript(file),
}
