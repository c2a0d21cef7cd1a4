/*
 * Reads the JSON that `node --prof-process --preprocess isolate-*.log` makes of the log that `node --prof` writes.
 * Specified by what writes and what shows it: https://github.com/v8/v8/blob/12.4.254/tools/profile.mjs (writeJson) and
 * https://github.com/v8/v8/blob/12.4.254/tools/profview/profile-utils.js.
 * A tick's stack `s` holds pairs of an index into `code` and an offset, the leaf first; -1 is an address that belongs to no code.
 */
import { HeadwaterError } from '../../errors.ts'
import { ProfileBuilder } from '../profile-builder.ts'
import type { Importer, Profile } from '../types.ts'
import { UNKNOWN_FRAME } from './frames/unknown-frame.ts'
import { JsonChecks } from './json/json-checks.ts'
import { couldBeJsonWith, isJsonObject, type JsonObject, readJson } from './json/read-json.ts'
import { V8CodeFrames } from './v8-log/v8-code-frames.ts'

export const importV8Log: Importer = {
  format: 'v8-log',
  couldBe: (head) => couldBeJsonWith(head, ['code', 'functions', 'ticks', 'scripts']),
  read: async (bytes, name) => readV8Log(await readJson(bytes, name), name),
}

/** What the machine was doing, https://github.com/v8/v8/blob/12.4.254/include/v8-unwinder.h (StateTag). */
const COLLECTING = 1
const WAITING = new Set([7, 8])

function readV8Log(file: unknown, name: string): Profile {
  if (!isJsonObject(file) || !Array.isArray(file.code) || !Array.isArray(file.ticks) || !('functions' in file)) {
    throw new HeadwaterError('profile-unrecognised', `${name}: no code and ticks; a preprocessed V8 log has both`)
  }
  const checks = new JsonChecks(name)
  const builder = new ProfileBuilder()
  const frames = new V8CodeFrames(file.code, builder, checks)
  const collector = builder.frame({ ...UNKNOWN_FRAME, name: '(garbage collector)', kind: 'native' })
  const metric = builder.metric('ticks', 'samples', 'cpu')
  const thread = builder.thread('main', null, null)
  let understood = 0
  let first = Number.POSITIVE_INFINITY
  let last = Number.NEGATIVE_INFINITY
  file.ticks.forEach((value, index) => {
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
  const lost = file.ticks.length - understood
  const text = `${lost} of ${file.ticks.length} ticks name code that the file lacks.`
  return builder.finish({
    format: 'v8-log',
    durationSeconds: last > first ? (last - first) / 1e6 : null,
    understood: 1 - lost / Math.max(file.ticks.length, 1),
    notes: lost > 0 ? [{ code: 'skipped-lines', text }] : [],
  })
}

/** @returns null where the stack refers to code that is not there */
function placeStack(
  tick: JsonObject,
  index: number,
  frames: V8CodeFrames,
  builder: ProfileBuilder,
  checks: JsonChecks,
): number | null {
  const stack = checks.list(tick.s, 'ticks', index, 's')
  let node = 0
  for (let entry = stack.length - (stack.length % 2) - 2; entry >= 0; entry -= 2) {
    const frame = frames.at(checks.number(stack[entry], `ticks[${index}].s`, entry))
    if (frame === null) return null
    node = builder.child(node, frame)
  }
  return node
}
