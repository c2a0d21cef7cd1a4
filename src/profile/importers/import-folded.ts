// Reads folded (collapsed) stacks: one stack a line, outermost frame first, `;` between frames, a space, a number.
// Written by FlameGraph's stackcollapse-*.pl, inferno, async-profiler (`-o collapsed`), py-spy (`-f raw`), rbspy, StackProf, Austin,
// excimer and many more; stackvis has commas instead. Specified by its first reader, flamegraph.pl:
// https://github.com/brendangregg/FlameGraph/blob/41fee1f/flamegraph.pl
// async-profiler's suffixes: https://github.com/async-profiler/async-profiler/blob/v4.0/docs/OutputFormats.md
// Austin's lines: https://github.com/P403n1x87/austin/wiki/The-MOJO-file-format
import type { Importer } from '../types.ts'
import { headLines } from './bytes/head-lines.ts'
import { readFinalNumber } from './folded/read-final-number.ts'

const HASH = 0x23
const SEMICOLON = 0x3b
const TICK = 0x60

export const importFolded: Importer = {
  format: 'folded',

  couldBe(head) {
    if (head.includes(0)) return false
    let onlyComments = head.length > 0
    for (const { start, end } of headLines(head)) {
      const line = head.subarray(start, end)
      const hasSeparator = line.includes(SEMICOLON) || line.includes(TICK)
      // The number of a stack that is longer than the head is not in sight.
      if (hasSeparator && (end === head.length || readFinalNumber(head, start, end) !== null)) return true
      if (line[0] !== HASH) onlyComments = false
    }
    return onlyComments
  },

  read: async (file) => (await import('./folded/read-folded.ts')).readFolded(file),
}
