import { LIMITS, type LimitName, type Limits, pastLimit } from './limits.ts'
import { missingSymbols } from './missing-symbols.ts'
import { onlyWaits } from './only-waits.ts'
import { SampleTableBuilder } from './sample-table-builder.ts'
import { StackTreeBuilder } from './stack-tree-builder.ts'
import type { Frame, Metric, MetricKind, MetricUnit, Profile, ProfileFormat, ProfileNote, Thread } from './types.ts'

/** What is said of stacks that were cut here. */
export function noteCutStacks(limits: Limits): ProfileNote {
  const text = `Stacks deeper than ${limits['stack-frames']} frames lost their middle; --limit stack-frames=NUMBER reads more of them.`
  return { code: 'cut-stacks', text }
}

const NO_SAMPLES: ProfileNote = {
  code: 'no-samples',
  text: 'The recording holds no sample: nothing ran, or nothing was recorded.',
}

/** What an importer adds to frames, stacks and samples when it has read everything. */
export interface ProfileClosing {
  readonly format: ProfileFormat
  readonly durationSeconds: number | null
  /** Share of the file that was understood, from 0 to 1. */
  readonly understood: number
  readonly notes: readonly ProfileNote[]
}

/** A sample's rarer properties. */
export interface SampleOptions {
  /** The sample waits and takes no CPU. */
  readonly idle?: boolean
  /** How many of the samples were taken before the leaf's frame was set up. */
  readonly atEntry?: number
}

/**
 * Collects what an importer reads and makes a `Profile` of it. Every number that it hands out (threads, metrics, frames,
 * nodes) counts from 0 without gaps. Bounded: what is too large for one profile is a HeadwaterError `too-large`.
 *
 * @example
 * const builder = new ProfileBuilder()
 * const metric = builder.metric('cpu-clock', 'nanoseconds', 'cpu')
 * const thread = builder.thread('checkout', 4711, 4712)
 * const node = builder.child(0, builder.frame({ name: 'main', file: null, line: null, object: null, kind: null, inlined: false }))
 * builder.add(node, thread, metric, 10_101_010, 1)
 * const profile = builder.finish({ format: 'perf-script', durationSeconds: null, understood: 1, notes: [] })
 */
export class ProfileBuilder {
  readonly limits: Limits
  readonly #frames: InternedList<Frame>
  readonly #threads: InternedList<Thread>
  readonly #metrics: InternedList<Metric>
  readonly #tree: StackTreeBuilder
  readonly #samples: SampleTableBuilder

  constructor(limits = LIMITS) {
    this.limits = limits
    this.#frames = new InternedList('functions', limits)
    this.#threads = new InternedList('threads', limits)
    this.#metrics = new InternedList('metrics', limits)
    this.#tree = new StackTreeBuilder(limits)
    this.#samples = new SampleTableBuilder(limits)
  }

  /** @returns the thread's index, the same for the same three fields */
  thread(name: string, pid: number | null, tid: number | null): number {
    return this.#threads.intern(`${pid}/${tid}/${name}`, { name, pid, tid })
  }

  /** @returns the metric's index, the same for the same three fields */
  metric(name: string, unit: MetricUnit, kind: MetricKind): number {
    return this.#metrics.intern(`${unit}/${kind}/${name}`, { name, unit, kind })
  }

  /** @returns the frame's index, the same for the same fields */
  frame(frame: Frame): number {
    const { name, file, line, column, object, kind, inlined } = frame
    // The lengths make the key exact, whatever the names contain.
    const lengths = `${file === null ? -1 : file.length} ${object === null ? -1 : object.length}`
    const place = column === undefined ? `${line}` : `${line}:${column}`
    const key = `${place} ${kind} ${inlined} ${lengths} ${file ?? ''}${object ?? ''}${name}`
    const stored = { name, file, line, object, kind, inlined }
    return this.#frames.intern(key, column === undefined ? stored : { ...stored, column })
  }

  /**
   * The node for a frame called by a node's frame.
   *
   * @param parentNode the caller's node; 0, the root, for the outermost frame
   * @returns the same node for the same two, always larger than `parentNode` unless the stack is too deep
   */
  child(parentNode: number, frame: number): number {
    return this.#tree.child(parentNode, frame)
  }

  /**
   * Adds samples of one stack.
   *
   * @param node the leaf
   * @param weight in the metric's unit, for all of them together
   * @param count how many samples the weight stands for
   */
  add(node: number, thread: number, metric: number, weight: number, count: number, options?: SampleOptions): void {
    this.#samples.add(node, thread, metric, weight, count, options?.idle ?? false, options?.atEntry ?? 0)
  }

  /**
   * Closes the profile, adding the notes that hold for every format: stacks that were cut here, no samples, only waits, no symbols. A note
   * that the importer gives under the same code is the better one.
   *
   * @throws HeadwaterError `profile-malformed` where the weights have no finite sum
   */
  finish({ format, durationSeconds, understood, notes }: ProfileClosing): Profile {
    const frames = this.#frames.values
    const tree = this.#tree.finish()
    const samples = this.#samples.finish()
    const added = [...missingSymbols({ frames, tree, samples }), ...onlyWaits(samples)]
    if (this.#tree.cut) added.push(noteCutStacks(this.limits))
    if (samples.length === 0) added.push(NO_SAMPLES)
    return {
      format,
      frames,
      tree,
      metrics: this.#metrics.values,
      threads: this.#threads.values,
      samples,
      durationSeconds,
      understood,
      notes: [...notes, ...added.filter(({ code }) => !notes.some((note) => note.code === code))],
    }
  }
}

/** Values numbered in the order in which they were first seen. */
class InternedList<T> {
  readonly values: T[] = []
  readonly #indices = new Map<string, number>()
  readonly #what: LimitName
  readonly #limits: Limits

  constructor(what: LimitName, limits: Limits) {
    this.#what = what
    this.#limits = limits
  }

  intern(key: string, value: T): number {
    const known = this.#indices.get(key)
    if (known !== undefined) return known
    const index = this.values.length
    if (index === this.#limits[this.#what]) throw pastLimit(this.#limits, this.#what)
    this.values.push(value)
    this.#indices.set(key, index)
    return index
  }
}
