/*
 * Reads speedscope's own JSON, as speedscope exports it and as rbspy, py-spy, excimer and `dotnet-trace convert` write it.
 * Specified by https://www.speedscope.app/file-format-schema.json and
 * https://github.com/jlfwong/speedscope/blob/main/src/lib/file-format-spec.ts.
 *
 * What dotnet-trace adds can be seen in PerfView's SampleProfilerThreadTimeComputer: each stack ends in a pseudo frame that
 * says what its thread did. `CPU_TIME` is time of the managed code that is its caller. The others, `UNMANAGED_CODE_TIME` among
 * them, are booked as blocked there, and are idle here: most of it is threads that wait for work, and as CPU time it would
 * outweigh everything. Native code that ran hides in it; the file does not tell it from waiting.
 */
import type { Importer } from '../types.ts'
import { couldBeJsonWith } from './json/could-be-json-with.ts'

export const importSpeedscope: Importer = {
  format: 'speedscope',
  couldBe: (head) =>
    couldBeJsonWith(head, ['$schema', 'version', 'exporter', 'name', 'activeProfileIndex', 'shared', 'profiles']),
  read: async (file) => (await import('./speedscope/read-speedscope.ts')).readSpeedscope(file),
}
