import type { NumberArray } from '../json/number-list.ts'
import type { V8Tree } from './read-v8-tree.ts'

/** For each node; V8 leaves few out. */
const MOST_UNUSED_IDS = 8

/** When samples were taken, in microseconds. */
export interface V8Times {
  readonly times: NumberArray
  /** Whether each counts from the sample before it. */
  readonly areDeltas: boolean
  /** When the last sample's time ends, where that is known. */
  readonly end: number | null
}

/** By node: how much time, how many samples; how many samples could be told, and how long all of them took. */
export interface V8Tally {
  /** In nanoseconds; without times, the same as `count`. */
  readonly weight: Float64Array
  readonly count: Float64Array
  readonly understood: number
  readonly nanoseconds: number
}

/**
 * Adds up the samples of V8's nodes, of which there are millions: in one loop over plain numbers, that no number becomes an object.
 *
 * V8 defines a delta as the time before its sample, the first one as the time since the start. A sample then stands for the
 * time until the next one, as in Chrome's DevTools and in speedscope, and the last one for the time until the end. What ran
 * before the first sample (tens of milliseconds, in which V8 sets the profiler up) nobody saw: nobody is charged with it.
 *
 * Samples come out of order now and then, by microseconds; the clock then stands still until time has caught up, so that no
 * time counts twice. (Where a negative delta is taken for zero, the deltas after it, which make it good, add time that never was.)
 *
 * @param samples ids of nodes
 */
export function tallyV8Samples(samples: NumberArray, { times, areDeltas, end }: V8Times, tree: V8Tree): V8Tally {
  const weight = new Float64Array(tree.nodes.length)
  const count = new Float64Array(tree.nodes.length)
  const table = indexTable(tree)
  const timed = Math.min(samples.length, times.length)
  const first = times[0] ?? 0
  let microseconds = first
  let now = 0
  let understood = 0
  for (let sample = 0; sample < timed; sample++) {
    if (sample + 1 === timed) microseconds = end ?? microseconds
    else microseconds = (areDeltas ? microseconds : 0) + (times[sample + 1] as number)
    const next = Math.max(now, Math.round((microseconds - first) * 1000))
    const id = samples[sample] as number
    const index = (table === null ? tree.indexOf.get(id) : table[id]) ?? -1
    if (index !== -1) {
      weight[index] = (weight[index] as number) + next - now
      count[index] = (count[index] as number) + 1
      understood++
    }
    now = next
  }
  return { weight, count, understood, nanoseconds: now }
}

/** The same for samples whose times are not known: each counts 1. */
export function countV8Samples(samples: NumberArray, tree: V8Tree): V8Tally {
  const count = new Float64Array(tree.nodes.length)
  let understood = 0
  for (const id of samples) {
    const index = tree.indexOf.get(id)
    if (index === undefined) continue
    count[index] = (count[index] as number) + 1
    understood++
  }
  return { weight: count, count, understood, nanoseconds: 0 }
}

/** Node indices by ids; null where ids are not as small as V8's own. */
function indexTable({ nodes }: V8Tree): Int32Array | null {
  let highest = 0
  for (const { id } of nodes) {
    if (!Number.isSafeInteger(id) || id < 0) return null
    highest = Math.max(highest, id)
  }
  if (highest > MOST_UNUSED_IDS * nodes.length) return null
  const table = new Int32Array(highest + 1).fill(-1)
  for (const [index, { id }] of nodes.entries()) table[id] = index
  return table
}
