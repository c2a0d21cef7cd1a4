/*
 * Reads what `rbspy record` keeps beside its reports (`*.raw.gz`, here unpacked), versions 0 to 2: a line that names the version, in
 * version 2 one with facts, then one JSON line a sample, the leaf first.
 * Specified by https://github.com/rbspy/rbspy/blob/main/src/storage/mod.rs. Its reports are folded stacks, speedscope JSON and pprof,
 * which have importers of their own.
 * Samples weigh one each: rbspy takes none of threads that wait, unless it is told to.
 */
import type { Importer } from '../types.ts'
import { VERSION } from './rbspy/rbspy-version.ts'

export const importRbspy: Importer = {
  format: 'rbspy',
  couldBe: (head) => VERSION.test(new TextDecoder('latin1').decode(head.subarray(0, 16))),
  read: async (file) => (await import('./rbspy/read-rbspy.ts')).readRbspy(file),
}
