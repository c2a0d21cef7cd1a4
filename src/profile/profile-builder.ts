import { HeadwaterError } from '../errors.ts'
import { missingSymbols } from './missing-symbols.ts'
import { onlyWaits } from './only-waits.ts'
import { SampleTableBuilder } from './sample-table-builder.ts'
import { MAXIMUM_DEPTH, StackTreeBuilder } from './stack-tree-builder.ts'
import type { Frame, Metric, MetricKind, MetricUnit, Profile, ProfileFormat, ProfileNote, Thread } from './types.ts'

const MAXIMUM_FRAMES = 1_048_576
const MAXIMUM_THREADS = 262_144
/** A sample's metric is one byte. */
const MAXIMUM_METRICS = 256

export const CUT_STACKS: ProfileNote = {
  code: 'cut-stacks',
  text: `Stacks deeper than ${MAXIMUM_DEPTH} frames lost their middle.`,
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
  readonly #frames = new InternedList<Frame>('functions', MAXIMUM_FRAMES)
  readonly #threads = new InternedList<Thread>('threads', MAXIMUM_THREADS)
  readonly #metrics = new InternedList<Metric>('metrics', MAXIMUM_METRICS)
  readonly #tree = new StackTreeBuilder()
  readonly #samples = new SampleTableBuilder()

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
    const { name, file, line, object, kind, inlined } = frame
    // The lengths make the key exact, whatever the names contain.
    const lengths = `${file === null ? -1 : file.length} ${object === null ? -1 : object.length}`
    const key = `${line} ${kind} ${inlined} ${lengths} ${file ?? ''}${object ?? ''}${name}`
    return this.#frames.intern(key, { name, file, line, object, kind, inlined })
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
    if (this.#tree.cut) added.push(CUT_STACKS)
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
  readonly #what: string
  readonly #maximum: number

  constructor(what: string, maximum: number) {
    this.#what = what
    this.#maximum = maximum
  }

  intern(key: string, value: T): number {
    const known = this.#indices.get(key)
    if (known !== undefined) return known
    const index = this.values.length
    if (index === this.#maximum) {
      throw new HeadwaterError(
        'too-large',
        `more than ${this.#maximum} distinct ${this.#what}; record for a shorter time`,
      )
    }
    this.values.push(value)
    this.#indices.set(key, index)
    return index
  }
}
