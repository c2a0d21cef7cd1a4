import { HeadwaterError } from '../../../errors.ts'
import { ProfileBuilder } from '../../profile-builder.ts'
import type { ImportedFile, Profile } from '../../types.ts'
import { JsonChecks } from '../json/json-checks.ts'
import { isJsonObject, readJson } from '../json/read-json.ts'
import { addV8Recording } from './add-v8-recording.ts'
import { noteV8Recording } from './note-v8-recording.ts'
import { readV8Tree } from './read-v8-tree.ts'

/** Reads the whole file, as `import-cpuprofile.ts` says. */
export async function readCpuprofile(file: ImportedFile): Promise<Profile> {
  const { name } = file
  const value = await readJson(file, NUMBER_LISTS)
  const checks = new JsonChecks(name)
  const tree = isJsonObject(value) ? readV8Tree(value, checks) : null
  if (!isJsonObject(value) || tree === null) {
    throw new HeadwaterError('profile-unrecognised', `${name}: no nodes of V8's; a .cpuprofile has nodes, or a head`)
  }
  const builder = new ProfileBuilder(file.limits)
  const recording = addV8Recording(value, tree, builder.thread('main', null, null), builder, checks)
  return builder.finish({
    format: 'cpuprofile',
    durationSeconds: recording.durationSeconds,
    understood: 1 - recording.lost / Math.max(recording.samples, 1),
    notes: noteV8Recording(recording),
  })
}

const NUMBER_LISTS = ['samples', 'timeDeltas', 'timestamps']
