import type { ProfileBuilder } from '../../profile-builder.ts'
import type { ProfileNote } from '../../types.ts'

/** The events that are samples of what threads do. */
const SAMPLING_EVENTS: ReadonlySet<string> = new Set([
  'jdk.ExecutionSample',
  'jdk.NativeMethodSample',
  'jdk.CPUTimeSample',
  'profiler.WallClockSample',
])
/** The events by which recordings of allocations and of locks are known. */
const OTHER_EVENTS = /^jdk\.(?:ObjectAllocation\w*|JavaMonitorEnter|ThreadPark)$/
/**
 * A native method is sampled while its thread is in native code, whether it runs or waits there, and mostly it waits: for the
 * network, for a lock, for the next event. What compresses and sums up memory never waits.
 */
const COMPUTING_NATIVE = /^java\.util\.zip\./
/** States of a thread that runs are `STATE_RUNNABLE` and async-profiler's `STATE_DEFAULT`. */
const WAITING = /SLEEPING|WAIT|PARKED|BLOCKED/
/** Without `--stack-depth`. */
const PRINTED_DEPTH = 5
/** Without `stackdepth`. */
const RECORDED_DEPTH = 64
/** Frames of a stack that were recorded and are not printed: those of lambdas. */
const MOST_HIDDEN = 16
const NOTEWORTHY_CUT_SHARE = 0.01

/** A sample of a thread, before anybody looks at its stack. */
export interface JavaSample {
  /** `jdk.ExecutionSample` and its kin. */
  readonly event: string
  /** The builder's thread. */
  readonly thread: number
  /** The builder's node. */
  readonly node: number
  readonly depth: number
  /** Whether its outer frames are missing. */
  readonly isCut: boolean
  readonly leafName: string
  /** `STATE_RUNNABLE`, for instance. */
  readonly state: string | null
  /** CPU time for which a `jdk.CPUTimeSample` stands; null where it does not say. */
  readonly periodNanoseconds: number | null
  /** How many samples of one kind async-profiler has put together; otherwise 1. */
  readonly count: number
}

/** Whether an event is a sample of what a thread does. */
export function isSamplingEvent(event: string): boolean {
  return SAMPLING_EVENTS.has(event)
}

/** Puts Flight Recorder's samples into a profile, and tells what is wrong with them. */
export class JavaSamples {
  readonly #builder: ProfileBuilder
  readonly #isPrinted: boolean
  readonly #others = new Map<string, number>()
  /** How many stacks were cut, by how many frames are left. */
  readonly #cut = new Map<number, number>()
  #count = 0
  #inNative = 0
  #deepest = 0
  /** How many stacks have as many frames as are printed where nobody asks for more. */
  #ofPrintedDepth = 0

  /** @param isPrinted whether `jfr print` wrote the samples, which has a limit of its own for stacks */
  constructor(builder: ProfileBuilder, isPrinted: boolean) {
    this.#builder = builder
    this.#isPrinted = isPrinted
  }

  add(sample: JavaSample): void {
    const { event, node, thread, count, state, depth } = sample
    const isNative = event === 'jdk.NativeMethodSample'
    const waits = isNative ? !COMPUTING_NATIVE.test(sample.leafName) : state !== null && WAITING.test(state)
    const { metric, weight } = this.#measure(sample)
    this.#builder.add(node, thread, metric, weight, count, { idle: waits })
    this.#count += count
    if (isNative && waits) this.#inNative += count
    this.#deepest = Math.max(this.#deepest, depth)
    if (depth === PRINTED_DEPTH) this.#ofPrintedDepth += count
    if (sample.isCut) this.#cut.set(depth, (this.#cut.get(depth) ?? 0) + count)
  }

  /** Takes note of an event that is no sample. */
  passOver(event: string): void {
    if (OTHER_EVENTS.test(event)) this.#others.set(event, (this.#others.get(event) ?? 0) + 1)
  }

  notes(): ProfileNote[] {
    return [...this.#noSamples(), ...this.#cutStacks(), ...this.#nativeSamples()]
  }

  #measure({ event, periodNanoseconds, count }: JavaSample): { metric: number; weight: number } {
    switch (event) {
      case 'jdk.CPUTimeSample':
        return periodNanoseconds === null
          ? { metric: this.#builder.metric(event, 'samples', 'cpu'), weight: count }
          : { metric: this.#builder.metric(event, 'nanoseconds', 'cpu'), weight: count * periodNanoseconds }
      case 'profiler.WallClockSample':
        return { metric: this.#builder.metric(event, 'samples', 'wall'), weight: count }
      default:
        // One sampler takes both: a thread is either in Java or in native code.
        return { metric: this.#builder.metric('jdk.ExecutionSample', 'samples', 'cpu'), weight: count }
    }
  }

  #noSamples(): ProfileNote[] {
    const [most] = [...this.#others].sort(([, a], [, b]) => b - a)
    if (this.#count > 0 || most === undefined) return []
    const text = `The recording holds no sample of what threads execute, but ${most[1]} events ${most[0]}: record with \`jcmd PID JFR.start settings=profile\`, or async-profiler's \`-e cpu\`.`
    return [{ code: 'no-samples', text }]
  }

  #cutStacks(): ProfileNote[] {
    const told = [...this.#cut.values()].reduce((sum, count) => sum + count, 0)
    // JSON does not tell what was cut in printing.
    const cut = this.#isPrinted && this.#deepest === PRINTED_DEPTH ? Math.max(told, this.#ofPrintedDepth) : told
    if (!(cut > NOTEWORTHY_CUT_SHARE * this.#count)) return []
    const [most] = [...this.#cut].sort(([, a], [, b]) => b - a)
    const depth = most?.[0] ?? PRINTED_DEPTH
    const cure =
      this.#isPrinted && depth < RECORDED_DEPTH - MOST_HIDDEN
        ? `print with \`jfr print --stack-depth ${RECORDED_DEPTH}\``
        : 'record with `-XX:FlightRecorderOptions=stackdepth=1024`'
    const text = `${cut} of ${this.#count} stacks are cut, most of them at ${depth} frames: their callers are missing; ${cure}.`
    return [{ code: 'cut-stacks', text }]
  }

  #nativeSamples(): ProfileNote[] {
    if (this.#inNative === 0) return []
    const text = `${this.#inNative} of ${this.#count} samples are in native methods, which Flight Recorder samples whether they run or wait; they are taken for waiting.`
    return [{ code: 'native-waits', text }]
  }
}
