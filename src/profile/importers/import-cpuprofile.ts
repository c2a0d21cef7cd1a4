/*
 * Reads `.cpuprofile`, the CPU profiles of V8: `node --cpu-prof`, the inspector's `Profiler.stop`, Chrome's DevTools; and their
 * shape before 2016, which v8-profiler still writes.
 * Specified by https://chromedevtools.github.io/devtools-protocol/tot/Profiler/#type-Profile (before: protocol 1.1, CPUProfile).
 */
import type { Importer } from '../types.ts'
import { couldBeJsonWith } from './json/could-be-json-with.ts'

export const importCpuprofile: Importer = {
  format: 'cpuprofile',
  couldBe: (head) =>
    couldBeJsonWith(head, ['nodes', 'head', 'samples', 'timeDeltas', 'timestamps', 'startTime', 'endTime']),
  read: async (file) => (await import('./cpuprofile/read-cpuprofile.ts')).readCpuprofile(file),
}
