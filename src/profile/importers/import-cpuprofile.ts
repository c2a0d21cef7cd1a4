/*
 * Reads `.cpuprofile`, the CPU profiles of V8: `node --cpu-prof`, the inspector's `Profiler.stop`, Chrome's DevTools; and their
 * shape before 2016, which v8-profiler still writes.
 * Specified by https://chromedevtools.github.io/devtools-protocol/tot/Profiler/#type-Profile (before: protocol 1.1, CPUProfile).
 */
import { HeadwaterError } from '../../errors.ts'
import { ProfileBuilder } from '../profile-builder.ts'
import type { Importer, Profile, ProfileNote } from '../types.ts'
import { findInlined } from './cpuprofile/find-inlined.ts'
import { readV8Tree, type V8Node, type V8Tree } from './cpuprofile/read-v8-tree.ts'
import { JsonChecks } from './json/json-checks.ts'
import { pathFromUrl } from './json/path-from-url.ts'
import { couldBeJsonWith, isJsonObject, type JsonObject, readJson } from './json/read-json.ts'

export const importCpuprofile: Importer = {
  format: 'cpuprofile',
  couldBe: (head) =>
    couldBeJsonWith(head, ['nodes', 'head', 'samples', 'timeDeltas', 'timestamps', 'startTime', 'endTime']),
  read: async (bytes, name) => readCpuprofile(await readJson(bytes, name, NUMBER_LISTS), name),
}

const NUMBER_LISTS = ['samples', 'timeDeltas', 'timestamps']

const ROOT = '(root)'
const IDLE = '(idle)'
/** What V8 does when it runs no JavaScript: no functions, but time is spent there. */
const PSEUDO_FUNCTIONS = new Set([IDLE, '(program)', '(garbage collector)'])

function readCpuprofile(file: unknown, name: string): Profile {
  const checks = new JsonChecks(name)
  const tree = isJsonObject(file) ? readV8Tree(file, checks) : null
  if (!isJsonObject(file) || tree === null) {
    throw new HeadwaterError('profile-unrecognised', `${name}: no nodes of V8's; a .cpuprofile has nodes, or a head`)
  }
  const builder = new ProfileBuilder()
  const places = placeNodes(tree.nodes, builder, checks)
  const samples = checks.numbers(file.samples ?? [], 'samples')
  const clock = readClock(file, samples.length, checks)
  const tally = samples.length === 0 ? tallyHits(tree) : tallySamples(samples, clock, tree)
  const metric =
    clock === null ? builder.metric('samples', 'samples', 'cpu') : builder.metric('cpu-time', 'nanoseconds', 'cpu')
  const thread = builder.thread('main', null, null)
  const inlined = findInlined(tree)
  let moved = 0
  tree.nodes.forEach((node, index) => {
    const whole = { weight: tally.weight[index] as number, count: tally.count[index] as number }
    if (whole.count === 0) return
    const place = places[index] as number
    const rest = { ...whole }
    for (const part of inlined.get(index) ?? []) {
      // Whole samples and nanoseconds, so that sums stay exact.
      const count = Math.floor(part.share * whole.count)
      const weight = Math.floor(part.share * whole.weight)
      if (count === 0) continue
      builder.add(placeNode(tree.nodes[part.node] as V8Node, place, builder, true), thread, metric, weight, count)
      rest.count -= count
      rest.weight -= weight
      moved += count
    }
    if (rest.count > 0) {
      builder.add(place, thread, metric, rest.weight, rest.count, { idle: node.functionName === IDLE })
    }
  })
  const lost = samples.length - tally.understood
  return builder.finish({
    format: 'cpuprofile',
    durationSeconds: readDurationSeconds(file, clock, checks),
    understood: 1 - lost / Math.max(samples.length, 1),
    notes: notesOn(samples.length, lost, moved),
  })
}

function notesOn(samples: number, lost: number, moved: number): ProfileNote[] {
  const notes: ProfileNote[] = []
  if (samples > 0 && lost > 0) {
    const text = `${lost} of ${samples} samples have no time, or belong to nodes that the file lacks.`
    notes.push({ code: 'skipped-lines', text })
  }
  if (moved > 0) {
    const text = `${moved} samples were given to functions that V8 had inlined into their callers, as their source lines prove.`
    notes.push({ code: 'inlined-code', text })
  }
  return notes
}

/**
 * Puts V8's nodes into the stack tree.
 *
 * @returns every node's place there
 * @throws HeadwaterError `profile-malformed` where nodes call each other in a circle
 */
function placeNodes(nodes: readonly V8Node[], builder: ProfileBuilder, checks: JsonChecks): Int32Array {
  const unplaced = -1
  const onPath = -2
  const places = new Int32Array(nodes.length).fill(unplaced)
  for (let start = 0; start < nodes.length; start++) {
    // Callers may stand behind what they call, so: up to the first placed caller, then down again.
    const path: number[] = []
    let index = start
    while (index !== -1 && places[index] === unplaced) {
      places[index] = onPath
      path.push(index)
      index = (nodes[index] as V8Node).parent
    }
    let place = index === -1 ? 0 : (places[index] as number)
    if (place === onPath) throw checks.fault(`node ${nodes[index]?.id} is below itself; a tree is accepted`)
    for (const step of path.reverse()) {
      place = placeNode(nodes[step] as V8Node, place, builder)
      places[step] = place
    }
  }
  return places
}

function placeNode(
  { functionName, url, line }: V8Node,
  caller: number,
  builder: ProfileBuilder,
  inlined = false,
): number {
  if (functionName === ROOT) return caller
  const frame = builder.frame({
    name: functionName === '' ? '(anonymous)' : functionName,
    file: pathFromUrl(url),
    line,
    object: null,
    kind: PSEUDO_FUNCTIONS.has(functionName) ? 'native' : null,
    inlined,
  })
  return builder.child(caller, frame)
}

/**
 * When the samples were taken and, as one more entry, when the last one's time ends; in nanoseconds from the first one.
 *
 * V8 defines a delta as the time before its sample, the first one as the time since the start. A sample then stands for the
 * time until the next one, as in Chrome's DevTools and in speedscope, and the last one for the time until the end. What ran
 * before the first sample (tens of milliseconds, in which V8 sets the profiler up) nobody saw: nobody is charged with it.
 *
 * @returns null where the file holds no times
 */
function readClock(file: JsonObject, sampleCount: number, checks: JsonChecks): Float64Array | null {
  const { timestamps, timeDeltas } = file
  if (sampleCount === 0 || (timestamps === undefined && timeDeltas === undefined)) return null
  const clock =
    timestamps === undefined
      ? addUp(checks.numbers(timeDeltas, 'timeDeltas'), sampleCount, readSpan(file, checks), checks)
      : copyTimes(checks.numbers(timestamps, 'timestamps'), sampleCount, checks)
  toNanoseconds(clock)
  return clock
}

/** @returns microseconds from the start; at the end, that of the recording's end, or that of the last sample once more */
function addUp(deltas: ArrayLike<unknown>, sampleCount: number, end: number | null, checks: JsonChecks): Float64Array {
  const length = Math.min(sampleCount, deltas.length)
  const times = new Float64Array(length + 1)
  let now = 0
  for (let index = 0; index < length; index++) {
    now += checks.number(deltas[index], 'timeDeltas', index)
    times[index] = now
  }
  times[length] = end ?? now
  return times
}

/** @returns the microseconds of the older shape; at the end, the timestamp that some files have more than samples */
function copyTimes(timestamps: ArrayLike<unknown>, sampleCount: number, checks: JsonChecks): Float64Array {
  const length = Math.min(sampleCount, timestamps.length)
  const times = new Float64Array(length + 1)
  for (let index = 0; index < length; index++) {
    times[index] = checks.number(timestamps[index], 'timestamps', index)
  }
  times[length] = checks.number(timestamps[length] ?? times[length - 1] ?? 0, 'timestamps', length)
  return times
}

/**
 * Makes nanoseconds since the first sample of microseconds. Samples come out of order now and then, by microseconds; the
 * clock then stands still until time has caught up, so that no time counts twice. (Where a negative delta is taken for
 * zero, the deltas after it, which make it good, add time that never was.)
 */
function toNanoseconds(times: Float64Array): void {
  const first = times[0] as number
  let now = 0
  for (let index = 0; index < times.length; index++) {
    now = Math.max(now, Math.round(((times[index] as number) - first) * 1000))
    times[index] = now
  }
}

/** By node: how much time, how many samples; and how many samples could be told. */
interface Tally {
  readonly weight: Float64Array
  readonly count: Float64Array
  readonly understood: number
}

function tallySamples(samples: ArrayLike<unknown>, clock: Float64Array | null, { nodes, indexOf }: V8Tree): Tally {
  const weight = new Float64Array(nodes.length)
  const count = new Float64Array(nodes.length)
  const timed = clock === null ? samples.length : clock.length - 1
  let understood = 0
  for (let sample = 0; sample < timed; sample++) {
    const index = indexOf.get(samples[sample])
    if (index === undefined) continue
    const time = clock === null ? 1 : (clock[sample + 1] as number) - (clock[sample] as number)
    weight[index] = (weight[index] as number) + time
    count[index] = (count[index] as number) + 1
    understood++
  }
  return { weight, count, understood }
}

function tallyHits({ nodes }: V8Tree): Tally {
  const hits = Float64Array.from(nodes, ({ hitCount }) => hitCount)
  return { weight: hits, count: hits, understood: 0 }
}

function readDurationSeconds(file: JsonObject, clock: Float64Array | null, checks: JsonChecks): number | null {
  const sampledSeconds = (clock?.at(-1) ?? 0) / 1e9
  // The older shape has its start and end in whole seconds.
  const declaredSeconds = (readSpan(file, checks) ?? 0) / (Array.isArray(file.nodes) ? 1e6 : 1)
  return Math.max(declaredSeconds, sampledSeconds) || null
}

/** From the file's start to its end, in the file's own unit, where it has both. */
function readSpan({ startTime, endTime }: JsonObject, checks: JsonChecks): number | null {
  if (startTime === undefined || endTime === undefined) return null
  return checks.number(endTime, 'endTime') - checks.number(startTime, 'startTime')
}
