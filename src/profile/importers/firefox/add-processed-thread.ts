import type { ProfileBuilder } from '../../profile-builder.ts'
import type { JsonChecks } from '../json/json-checks.ts'
import type { JsonObject } from '../json/read-json.ts'
import { FirefoxFrames } from './firefox-frames.ts'
import { columnOf, type FirefoxTables, findTables } from './firefox-tables.ts'
import { measureOf, type ThreadSpan, threadOf, waitingCategories } from './thread-facts.ts'

/**
 * Adds one thread of a processed profile.
 *
 * @param where the thread's place in the file, for messages
 * @throws HeadwaterError `profile-malformed`, naming the row
 */
export function addProcessedThread(
  file: JsonObject,
  thread: JsonObject,
  where: string,
  builder: ProfileBuilder,
  checks: JsonChecks,
): ThreadSpan {
  const tables = findTables(file, thread, where, checks)
  const callers = readCallers(tables.stacks, checks)
  const places = placeStacks(tables, callers, builder, checks)
  const waiting = waitingStacks(tables, callers, waitingCategories(file.meta, checks), checks)
  const samples = checks.object(thread.samples, `${where}.samples`)
  const stacks = checks.list(samples.stack, `${where}.samples.stack`)
  const weights = samples.weight === null ? [] : columnOf(samples, 'weight', checks)
  const cpuDeltas = columnOf(samples, 'threadCPUDelta', checks)
  const measure = measureOf(samples.weightType, where, checks)
  const metric = builder.metric(measure.name, measure.unit, measure.kind)
  const index = builder.thread(...threadOf(thread, checks))
  stacks.forEach((stack, row) => {
    if (stack === null) return
    const leaf = checks.number(stack, `${where}.samples.stack`, row)
    const node = places[leaf]
    if (node === undefined) throw checks.fault(`${where}.samples.stack[${row}] is ${leaf}, of ${places.length} stacks`)
    const weight = checks.number(weights[row] ?? 1, `${where}.samples.weight`, row)
    // The first row tells of the time before it, which is not known.
    const idle = waiting[leaf] === 1 || (row > 0 && cpuDeltas[row] === 0)
    const count = measure.unit === 'samples' ? Math.abs(weight) : 1
    if (weight !== 0) builder.add(node, index, metric, weight * measure.scale, count, { idle })
  })
  return spanOf(samples, checks)
}

/** @returns by row of the table of stacks, its place in the profile */
function placeStacks(
  tables: FirefoxTables,
  callers: Int32Array,
  builder: ProfileBuilder,
  checks: JsonChecks,
): Int32Array {
  const frames = new FirefoxFrames(tables, builder, checks)
  const frameOf = columnOf(tables.stacks, 'frame', checks)
  const places = new Int32Array(callers.length)
  for (let row = 0; row < places.length; row++) {
    const frame = frames.at(checks.number(frameOf[row], 'stackTable.frame', row))
    const caller = callers[row] as number
    const node = caller === -1 ? 0 : (places[caller] as number)
    places[row] = frame === -1 ? node : builder.child(node, frame)
  }
  return places
}

/**
 * Callers stand before what they call: `prefix` names their row, `prefixOffset` (in newer versions, seen in 68) how far before.
 *
 * @returns by stack, its caller's row; -1 where it has none
 */
function readCallers(stacks: JsonObject, checks: JsonChecks): Int32Array {
  const prefix = columnOf(stacks, 'prefix', checks)
  const offset = columnOf(stacks, 'prefixOffset', checks)
  const callers = new Int32Array(columnOf(stacks, 'frame', checks).length)
  for (let row = 0; row < callers.length; row++) {
    const before = offset.length > 0 ? checks.number(offset[row], 'stackTable.prefixOffset', row) : 0
    const caller = offset.length > 0 ? (before === 0 ? -1 : row - before) : (prefix[row] ?? -1)
    if (typeof caller !== 'number' || !Number.isInteger(caller) || caller < -1 || caller >= row) {
      throw checks.fault(`stackTable row ${row} is called by row ${checks.shown(caller)}; a row before it is accepted`)
    }
    callers[row] = caller
  }
  return callers
}

/**
 * By stack: 1 where its category says that the thread waits. Stacks have one in older versions, in newer ones (seen in 68) their
 * frames do, and a frame without one has its caller's.
 */
function waitingStacks(
  { stacks, frames }: FirefoxTables,
  callers: Int32Array,
  idle: ReadonlySet<unknown>,
  checks: JsonChecks,
): Uint8Array {
  const waiting = new Uint8Array(callers.length)
  if (idle.size === 0) return waiting
  const frameOf = columnOf(stacks, 'frame', checks)
  const ofStacks = columnOf(stacks, 'category', checks)
  const ofFrames = columnOf(frames, 'category', checks)
  for (let row = 0; row < waiting.length; row++) {
    const category = ofStacks[row] ?? ofFrames[frameOf[row] as number] ?? null
    waiting[row] = category === null ? (waiting[callers[row] as number] ?? 0) : Number(idle.has(category))
  }
  return waiting
}

/** Milliseconds, as times or as differences. */
function spanOf(samples: JsonObject, checks: JsonChecks): ThreadSpan {
  const times = columnOf(samples, 'time', checks)
  if (times.length > 0) {
    return { first: checks.number(times[0], 'samples.time', 0), last: checks.number(times.at(-1), 'samples.time') }
  }
  let last = 0
  columnOf(samples, 'timeDeltas', checks).forEach((delta, row) => {
    last += checks.number(delta, 'samples.timeDeltas', row)
  })
  return { first: 0, last }
}
