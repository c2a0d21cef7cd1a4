import type { ProfileBuilder } from '../../profile-builder.ts'
import { definitionColumn } from '../json/definition-line.ts'
import type { JsonChecks } from '../json/json-checks.ts'
import { isNumberArray, type NumberArray } from '../json/number-list.ts'
import { pathFromUrl } from '../json/path-from-url.ts'
import type { JsonObject } from '../json/read-json.ts'
import { findInlined } from './find-inlined.ts'
import type { V8Node, V8Tree } from './read-v8-tree.ts'
import { countV8Samples, tallyV8Samples, type V8Tally, type V8Times } from './tally-v8-samples.ts'

const ROOT = '(root)'
const IDLE = '(idle)'
/** What V8 does when it runs no JavaScript: no functions, but time is spent there. */
const PSEUDO_FUNCTIONS = new Set([IDLE, '(program)', '(garbage collector)'])

/** What was found in one recording of V8's. */
export interface V8Recording {
  /** How many samples it holds, of which so many have no time or belong to no node, and so many were given to inlined functions. */
  readonly samples: number
  readonly lost: number
  readonly moved: number
  readonly durationSeconds: number | null
}

/**
 * Adds one thread's recording, an object `Profile` of V8's inspector, to a profile.
 *
 * @param file with the samples and times that belong to `tree`
 * @param thread index into the builder's threads
 * @throws HeadwaterError `profile-malformed`, naming the node or list
 */
export function addV8Recording(
  file: JsonObject,
  tree: V8Tree,
  thread: number,
  builder: ProfileBuilder,
  checks: JsonChecks,
): V8Recording {
  const places = placeNodes(tree.nodes, builder, checks)
  const samples = readIds(file.samples ?? [], checks)
  const times = readTimes(file, samples.length, checks)
  const tally = tallySamples(samples, times, tree)
  const metric =
    times === null ? builder.metric('samples', 'samples', 'cpu') : builder.metric('cpu-time', 'nanoseconds', 'cpu')
  const inlined = findInlined(tree)
  let moved = 0
  tree.nodes.forEach((node, index) => {
    const whole = { weight: tally.weight[index] as number, count: tally.count[index] as number }
    if (whole.count === 0) return
    const place = places[index] as number
    const rest = { ...whole }
    for (const part of inlined.get(index) ?? []) {
      // Whole samples and nanoseconds, so that sums stay exact.
      const count = Math.floor((part.ticks * whole.count) / node.hitCount)
      if (count === 0) continue
      // Who takes the last samples takes what is left of the time.
      const weight = count === rest.count ? rest.weight : Math.floor((part.ticks * whole.weight) / node.hitCount)
      builder.add(placeNode(tree.nodes[part.node] as V8Node, place, builder, true), thread, metric, weight, count)
      rest.count -= count
      rest.weight -= weight
      moved += count
    }
    if (rest.count > 0) {
      builder.add(place, thread, metric, rest.weight, rest.count, { idle: node.functionName === IDLE })
    }
  })
  return {
    samples: samples.length,
    lost: samples.length === 0 ? 0 : samples.length - tally.understood,
    moved,
    durationSeconds: readDurationSeconds(file, tally.nanoseconds / 1e9, checks),
  }
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
  { functionName, url, line, column }: V8Node,
  caller: number,
  builder: ProfileBuilder,
  inlined = false,
): number {
  if (functionName === ROOT) return caller
  const frame = builder.frame({
    name: functionName === '' ? '(anonymous)' : functionName,
    file: pathFromUrl(url),
    line,
    ...definitionColumn(url === '' ? 0 : column),
    object: null,
    kind: PSEUDO_FUNCTIONS.has(functionName) ? 'native' : null,
    inlined,
  })
  return builder.child(caller, frame)
}

/** @returns null where the file holds no times */
function readTimes(file: JsonObject, sampleCount: number, checks: JsonChecks): V8Times | null {
  const { timestamps, timeDeltas } = file
  if (sampleCount === 0 || (timestamps === undefined && timeDeltas === undefined)) return null
  if (timestamps === undefined) {
    const times = readNumbers(timeDeltas, 'timeDeltas', checks)
    return { times, areDeltas: true, end: readSpan(file, checks) }
  }
  // Some files of the older shape have one timestamp more than samples.
  const times = readNumbers(timestamps, 'timestamps', checks)
  return { times, areDeltas: false, end: times[sampleCount] ?? null }
}

/** What is no id belongs to no node. */
function readIds(value: unknown, checks: JsonChecks): NumberArray {
  const ids = checks.numbers(value, 'samples')
  return isNumberArray(ids) ? ids : Float64Array.from(ids, (id) => (typeof id === 'number' ? id : Number.NaN))
}

function readNumbers(value: unknown, list: string, checks: JsonChecks): NumberArray {
  const numbers = checks.numbers(value, list)
  if (isNumberArray(numbers)) return numbers
  return Float64Array.from(numbers, (number, index) => checks.number(number, list, index))
}

function tallySamples(samples: NumberArray, times: V8Times | null, tree: V8Tree): V8Tally {
  if (samples.length === 0) return tallyHits(tree)
  return times === null ? countV8Samples(samples, tree) : tallyV8Samples(samples, times, tree)
}

function tallyHits({ nodes }: V8Tree): V8Tally {
  const hits = Float64Array.from(nodes, ({ hitCount }) => hitCount)
  return { weight: hits, count: hits, understood: 0, nanoseconds: 0 }
}

function readDurationSeconds(file: JsonObject, sampledSeconds: number, checks: JsonChecks): number | null {
  // The older shape has its start and end in whole seconds.
  const declaredSeconds = (readSpan(file, checks) ?? 0) / (Array.isArray(file.nodes) ? 1e6 : 1)
  return Math.max(declaredSeconds, sampledSeconds) || null
}

/** From the file's start to its end, in the file's own unit, where it has both. */
function readSpan({ startTime, endTime }: JsonObject, checks: JsonChecks): number | null {
  if (startTime === undefined || endTime === undefined) return null
  return checks.number(endTime, 'endTime') - checks.number(startTime, 'startTime')
}
