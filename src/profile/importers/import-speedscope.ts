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
import { HeadwaterError } from '../../errors.ts'
import { ProfileBuilder } from '../profile-builder.ts'
import type { Importer, Profile } from '../types.ts'
import { definitionLine } from './json/definition-line.ts'
import { JsonChecks } from './json/json-checks.ts'
import { pathFromUrl } from './json/path-from-url.ts'
import { couldBeJsonWith, isJsonObject, readJson } from './json/read-json.ts'
import { type SharedFrame, SpeedscopeRecording } from './speedscope/speedscope-recording.ts'

export const importSpeedscope: Importer = {
  format: 'speedscope',
  couldBe: (head) =>
    couldBeJsonWith(head, ['$schema', 'version', 'exporter', 'name', 'activeProfileIndex', 'shared', 'profiles']),
  read: async (bytes, name) => readSpeedscope(await readJson(bytes, name), name),
}

const RUNS = 'CPU_TIME'
const WAITS = new Set(['UNMANAGED_CODE_TIME', 'BLOCKED_TIME', 'AWAIT_TIME', 'UNKNOWN_ASYNC', '(idle)'])

function readSpeedscope(file: unknown, name: string): Profile {
  if (!isJsonObject(file) || !isJsonObject(file.shared) || !Array.isArray(file.profiles)) {
    const accepted = "speedscope's JSON has both"
    throw new HeadwaterError('profile-unrecognised', `${name}: no shared frames, or no profiles; ${accepted}`)
  }
  const checks = new JsonChecks(name)
  const builder = new ProfileBuilder()
  const frames = readFrames(checks.list(file.shared.frames, 'shared.frames'), builder, checks)
  let longestSeconds = 0
  for (const [index, value] of file.profiles.entries()) {
    const object = checks.object(value, 'profiles', index)
    const recording = new SpeedscopeRecording(object, `profiles[${index}]`, frames, builder, checks)
    recording.read()
    longestSeconds = Math.max(longestSeconds, recording.durationSeconds())
  }
  // A value that the format does not have is a fault, so what is left was understood.
  return builder.finish({ format: 'speedscope', durationSeconds: longestSeconds || null, understood: 1, notes: [] })
}

function readFrames(values: readonly unknown[], builder: ProfileBuilder, checks: JsonChecks): SharedFrame[] {
  return values.map((value, index) => {
    const list = 'shared.frames'
    const shared = checks.object(value, list, index)
    const name = checks.text(shared.name, list, index, 'name')
    if (name === RUNS) return { frame: null, waits: false }
    const waits = WAITS.has(name)
    const frame = builder.frame({
      name,
      file: pathFromUrl(checks.text(shared.file ?? '', list, index, 'file')),
      line: definitionLine(checks.number(shared.line ?? 0, list, index, 'line')),
      object: null,
      kind: waits ? 'native' : null,
      inlined: false,
    })
    return { frame, waits }
  })
}
