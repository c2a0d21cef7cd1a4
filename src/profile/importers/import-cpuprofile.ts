/*
 * Reads `.cpuprofile`, the CPU profiles of V8: `node --cpu-prof`, the inspector's `Profiler.stop`, Chrome's DevTools; and their
 * shape before 2016, which v8-profiler still writes.
 * Specified by https://chromedevtools.github.io/devtools-protocol/tot/Profiler/#type-Profile (before: protocol 1.1, CPUProfile).
 */
import { HeadwaterError } from '../../errors.ts'
import { ProfileBuilder } from '../profile-builder.ts'
import type { Importer, Profile } from '../types.ts'
import { addV8Recording } from './cpuprofile/add-v8-recording.ts'
import { noteV8Recording } from './cpuprofile/note-v8-recording.ts'
import { readV8Tree } from './cpuprofile/read-v8-tree.ts'
import { JsonChecks } from './json/json-checks.ts'
import { couldBeJsonWith, isJsonObject, readJson } from './json/read-json.ts'

export const importCpuprofile: Importer = {
  format: 'cpuprofile',
  couldBe: (head) =>
    couldBeJsonWith(head, ['nodes', 'head', 'samples', 'timeDeltas', 'timestamps', 'startTime', 'endTime']),
  read: async (bytes, name) => readCpuprofile(await readJson(bytes, name, NUMBER_LISTS), name),
}

const NUMBER_LISTS = ['samples', 'timeDeltas', 'timestamps']

function readCpuprofile(file: unknown, name: string): Profile {
  const checks = new JsonChecks(name)
  const tree = isJsonObject(file) ? readV8Tree(file, checks) : null
  if (!isJsonObject(file) || tree === null) {
    throw new HeadwaterError('profile-unrecognised', `${name}: no nodes of V8's; a .cpuprofile has nodes, or a head`)
  }
  const builder = new ProfileBuilder()
  const recording = addV8Recording(file, tree, builder.thread('main', null, null), builder, checks)
  return builder.finish({
    format: 'cpuprofile',
    durationSeconds: recording.durationSeconds,
    understood: 1 - recording.lost / Math.max(recording.samples, 1),
    notes: noteV8Recording(recording),
  })
}
