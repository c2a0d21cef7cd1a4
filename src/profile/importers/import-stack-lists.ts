/*
 * Reads stacks that are listed a frame a line, leaf first, and then counted, as tracers print what they have aggregated:
 * bpftrace's maps by `ustack` and `kstack` (`@[`, frames, `]: 12`), and DTrace's aggregations by `ustack()` and `stack()` (frames,
 * then a line with the count).
 * Specified by what prints them: https://github.com/bpftrace/bpftrace/blob/v0.21.0/src/output.cpp and
 * https://illumos.org/books/dtrace/chp-aggs.html; FlameGraph's stackcollapse-bpftrace.pl and stackcollapse.pl read the same.
 */
import type { Importer } from '../types.ts'
import { headLines } from './bytes/head-lines.ts'

export const importStackLists: Importer = {
  format: 'stack-lists',

  couldBe(head) {
    if (head.includes(0)) return false
    const decoder = new TextDecoder('latin1')
    for (const { start, end } of headLines(head)) {
      const line = decoder.decode(head.subarray(start, end))
      if (/^@\w*\[/.test(line) || (line.indexOf('`') > 0 && !/\s/.test(line))) return true
    }
    return false
  },

  read: async (file) => (await import('./stack-lists/read-stack-lists.ts')).readStackLists(file),
}
