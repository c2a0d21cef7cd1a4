import { HeadwaterError } from '../../../errors.ts'
import { ProfileBuilder } from '../../profile-builder.ts'
import type { ImportedFile, Profile } from '../../types.ts'
import { definitionColumn, definitionLine } from '../json/definition-line.ts'
import { JsonChecks } from '../json/json-checks.ts'
import { pathFromUrl } from '../json/path-from-url.ts'
import { isJsonObject, readJson } from '../json/read-json.ts'
import { type SharedFrame, SpeedscopeRecording } from './speedscope-recording.ts'

/** Reads the whole file, as `import-speedscope.ts` says. */
export async function readSpeedscope(file: ImportedFile): Promise<Profile> {
  const { name } = file
  const value = await readJson(file)
  if (!isJsonObject(value) || !isJsonObject(value.shared) || !Array.isArray(value.profiles)) {
    const accepted = "speedscope's JSON has both"
    throw new HeadwaterError('profile-unrecognised', `${name}: no shared frames, or no profiles; ${accepted}`)
  }
  const checks = new JsonChecks(name)
  const builder = new ProfileBuilder(file.limits)
  const frames = readFrames(checks.list(value.shared.frames, 'shared.frames'), builder, checks)
  let longestSeconds = 0
  for (const [index, profile] of value.profiles.entries()) {
    const object = checks.object(profile, 'profiles', index)
    const recording = new SpeedscopeRecording(object, `profiles[${index}]`, frames, builder, checks)
    recording.read()
    longestSeconds = Math.max(longestSeconds, recording.durationSeconds())
  }
  // A value that the format does not have is a fault, so what is left was understood.
  return builder.finish({ format: 'speedscope', durationSeconds: longestSeconds || null, understood: 1, notes: [] })
}

const RUNS = 'CPU_TIME'

const WAITS = new Set(['UNMANAGED_CODE_TIME', 'BLOCKED_TIME', 'AWAIT_TIME', 'UNKNOWN_ASYNC', '(idle)'])

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
      ...definitionColumn(checks.number(shared.col ?? 0, list, index, 'col')),
      object: null,
      kind: waits ? 'native' : null,
      inlined: false,
    })
    return { frame, waits }
  })
}
