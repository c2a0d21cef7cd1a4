/*
 * Reads StackProf's profiles of Ruby (0.2.7 and later): the dump that `StackProf.run(out: ...)` writes, which is Ruby's Marshal, and
 * `stackprof --json`.
 * Specified by what writes them: https://github.com/tmm1/stackprof/blob/v0.2.27/ext/stackprof/stackprof.c (stackprof_results).
 *
 * Samples weigh the interval. In the mode `wall`, a sample weighs the time since the one before it where the file tells (a timer
 * that comes late stands for all that passed, and speedscope reads it so, too); in the mode `cpu` those times are wall time
 * and would not do.
 */
import type { Importer } from '../types.ts'
import { couldBeJsonWith } from './json/could-be-json-with.ts'
import { isMarshal } from './stackprof/read-marshal.ts'

export const importStackprof: Importer = {
  format: 'stackprof',
  couldBe: (head) =>
    isMarshal(head) || couldBeJsonWith(head, ['mode', 'interval', 'gc_samples', 'missed_samples', 'frames', 'raw']),
  read: async (file) => (await import('./stackprof/read-stackprof.ts')).readStackprof(file),
}
