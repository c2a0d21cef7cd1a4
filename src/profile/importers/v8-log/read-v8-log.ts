import { HeadwaterError } from '../../../errors.ts'
import { ProfileBuilder } from '../../profile-builder.ts'
import type { ImportedFile, Profile } from '../../types.ts'
import { UNKNOWN_FRAME } from '../frames/unknown-frame.ts'
import { JsonChecks } from '../json/json-checks.ts'
import { isJsonObject, type JsonObject, readJson } from '../json/read-json.ts'
import { V8CodeFrames } from './v8-code-frames.ts'

/** Reads the whole file, as `import-v8-log.ts` says. */
export async function readV8Log(file: ImportedFile): Promise<Profile> {
  const { name } = file
  const value = await readJson(file)
  if (!isJsonObject(value) || !Array.isArray(value.code) || !Array.isArray(value.ticks) || !('functions' in value)) {
    throw new HeadwaterError('profile-unrecognised', `${name}: no code and ticks; a preprocessed V8 log has both`)
  }
  const checks = new JsonChecks(name)
  const builder = new ProfileBuilder(file.limits)
  const frames = new V8CodeFrames(value.code, builder, checks)
  const collector = builder.frame({ ...UNKNOWN_FRAME, name: '(garbage collector)', kind: 'native' })
  const metric = builder.metric('ticks', 'samples', 'cpu')
  const thread = builder.thread('main', null, null)
  let understood = 0
  let first = Number.POSITIVE_INFINITY
  let last = Number.NEGATIVE_INFINITY
  value.ticks.forEach((value, index) => {
    const tick = checks.object(value, 'ticks', index)
    const time = checks.number(tick.tm, 'ticks', index, 'tm')
    first = Math.min(first, time)
    last = Math.max(last, time)
    const node = placeStack(tick, index, frames, builder, checks)
    if (node === null) return
    const leaf = tick.vm === COLLECTING ? builder.child(node, collector) : node
    builder.add(leaf, thread, metric, 1, 1, { idle: WAITING.has(tick.vm as number) })
    understood++
  })
  const lost = value.ticks.length - understood
  const text = `${lost} of ${value.ticks.length} ticks name code that the file lacks.`
  return builder.finish({
    format: 'v8-log',
    durationSeconds: last > first ? (last - first) / 1e6 : null,
    understood: 1 - lost / Math.max(value.ticks.length, 1),
    notes: lost > 0 ? [{ code: 'skipped-lines', text }] : [],
  })
}

/** What the machine was doing, https://github.com/v8/v8/blob/12.4.254/include/v8-unwinder.h (StateTag). */
const COLLECTING = 1

const WAITING = new Set([7, 8])

/** @returns null where the stack refers to code that is not there */
function placeStack(
  tick: JsonObject,
  index: number,
  frames: V8CodeFrames,
  builder: ProfileBuilder,
  checks: JsonChecks,
): number | null {
  const stack = checks.list(tick.s, 'ticks', index, 's')
  const where = `ticks[${index}].s`
  let node = 0
  for (let entry = stack.length - (stack.length % 2) - 2; entry >= 0; entry -= 2) {
    const frame = frames.at(checks.number(stack[entry], where, entry))
    if (frame === null) return null
    node = builder.child(node, frame)
  }
  return node
}
