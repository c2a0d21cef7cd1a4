import type { ProfileBuilder } from '../../profile-builder.ts'
import type { MetricKind, MetricUnit } from '../../types.ts'
import type { JsonChecks } from '../json/json-checks.ts'
import type { JsonObject } from '../json/read-json.ts'

/** One entry of the list of frames that all profiles of a speedscope file share. */
export interface SharedFrame {
  /** Index in the profile; null where the entry is no function, and its time is its caller's. */
  readonly frame: number | null
  /** Whether a thread waits while this is its leaf. */
  readonly waits: boolean
}

interface Unit {
  readonly metric: string
  readonly unit: MetricUnit
  readonly kind: MetricKind
  /** How many of the metric's unit one of the file's unit is. */
  readonly scale: number
}

/** The file does not say of time whether it is CPU or wall time; what people attach to an incident is mostly the former. */
const TIME = { metric: 'time', unit: 'nanoseconds', kind: 'cpu' } as const

const UNITS = new Map<unknown, Unit>([
  ['none', { metric: 'samples', unit: 'samples', kind: 'cpu', scale: 1 }],
  ['nanoseconds', { ...TIME, scale: 1 }],
  ['microseconds', { ...TIME, scale: 1e3 }],
  ['milliseconds', { ...TIME, scale: 1e6 }],
  ['seconds', { ...TIME, scale: 1e9 }],
  ['bytes', { metric: 'bytes', unit: 'bytes', kind: 'other', scale: 1 }],
])

/** Reads one of the profiles of a speedscope file, which is one thread's, into a `ProfileBuilder`. */
export class SpeedscopeRecording {
  readonly #recording: JsonObject
  readonly #where: string
  readonly #frames: readonly SharedFrame[]
  readonly #builder: ProfileBuilder
  readonly #checks: JsonChecks
  readonly #unit: Unit
  readonly #thread: number
  readonly #metric: number

  /** @param where the recording's path in the file, for messages */
  constructor(
    recording: JsonObject,
    where: string,
    frames: readonly SharedFrame[],
    builder: ProfileBuilder,
    checks: JsonChecks,
  ) {
    this.#recording = recording
    this.#where = where
    this.#frames = frames
    this.#builder = builder
    this.#checks = checks
    const unit = UNITS.get(recording.unit)
    if (unit === undefined) {
      const accepted = [...UNITS.keys()].join(', ')
      throw checks.fault(`${where}.unit is ${checks.shown(recording.unit)}; accepted are ${accepted}`)
    }
    this.#unit = unit
    this.#metric = builder.metric(unit.metric, unit.unit, unit.kind)
    const name = checks.text(recording.name ?? '', where, undefined, 'name')
    const tid = /^Thread \((\d{1,15})\)$/.exec(name)?.[1]
    this.#thread = builder.thread(name, null, tid === undefined ? null : Number(tid))
  }

  /** @throws HeadwaterError `profile-malformed`, naming the event or sample */
  read(): void {
    const { type, events, samples } = this.#recording
    if (type === 'evented') this.#readEvents(this.#checks.list(events, `${this.#where}.events`))
    else if (type === 'sampled') this.#readSamples(this.#checks.list(samples, `${this.#where}.samples`))
    else throw this.#checks.fault(`${this.#where}.type is ${this.#checks.shown(type)}; accepted are evented, sampled`)
  }

  /** From the recording's start to its end; 0 where it does not measure time, or says nothing of them. */
  durationSeconds(): number {
    if (this.#unit.unit !== 'nanoseconds') return 0
    // dotnet-trace writes these two numbers as texts.
    const { startValue = 0, endValue = 0 } = this.#recording
    const span = Number(endValue) - Number(startValue)
    return Number.isFinite(span) ? Math.max(0, (span * this.#unit.scale) / 1e9) : 0
  }

  /** Functions open and close; between two events, time passes in the innermost open one. */
  #readEvents(events: readonly unknown[]): void {
    const list = `${this.#where}.events`
    const stack: OpenFrame[] = []
    let first: number | null = null
    let now = 0
    for (const [index, value] of events.entries()) {
      const event = this.#checks.object(value, list, index)
      const at = this.#checks.number(event.at, list, index, 'at')
      first ??= at
      // Times are rounded before they are subtracted, so that their differences add up to the whole.
      const time = this.#weight(at - first)
      if (time < now) {
        throw this.#checks.fault(`${list}[${index}] is earlier than the one before it; events in order are accepted`)
      }
      const leaf = stack.at(-1)
      if (time > now && leaf !== undefined) this.#add(leaf.node, leaf.shared, time - now)
      now = time
      const shared = this.#shared(event.frame, list, index)
      if (event.type === 'O') {
        stack.push({ shared, node: this.#child(leaf?.node ?? 0, shared) })
      } else if (event.type === 'C' && leaf?.shared === shared) {
        stack.pop()
      } else {
        const accepted = 'an O, or a C of the innermost open frame, is accepted'
        throw this.#checks.fault(`${list}[${index}] is of type ${this.#checks.shown(event.type)}; ${accepted}`)
      }
    }
    if (stack.length > 0) {
      throw this.#checks.fault(`${list} leaves ${stack.length} frames open; every one must be closed`)
    }
  }

  /** Whole stacks, outermost frame first, and the weight of each. */
  #readSamples(samples: readonly unknown[]): void {
    const list = `${this.#where}.samples`
    const weightList = `${this.#where}.weights`
    const weights = this.#checks.list(this.#recording.weights, weightList)
    if (weights.length !== samples.length) {
      const counts = `${weights.length} weights for ${samples.length} samples`
      throw this.#checks.fault(`${this.#where} has ${counts}; one for each is accepted`)
    }
    for (const [index, value] of samples.entries()) {
      const weight = this.#checks.number(weights[index], weightList, index)
      if (weight < 0) throw this.#checks.fault(`${weightList}[${index}] is below 0; 0 and more are accepted`)
      let node = 0
      let leaf: SharedFrame = NO_FRAME
      for (const entry of this.#checks.list(value, list, index)) {
        leaf = this.#shared(entry, list, index)
        node = this.#child(node, leaf)
      }
      this.#add(node, leaf, this.#weight(weight))
    }
  }

  #shared(entry: unknown, list: string, index: number): SharedFrame {
    const shared = typeof entry === 'number' ? this.#frames[entry] : undefined
    if (shared !== undefined) return shared
    const accepted = `an index into the ${this.#frames.length} shared frames is accepted`
    throw this.#checks.fault(`${list}[${index}] names the frame ${this.#checks.shown(entry)}; ${accepted}`)
  }

  #child(node: number, { frame }: SharedFrame): number {
    return frame === null ? node : this.#builder.child(node, frame)
  }

  #weight(value: number): number {
    const { scale } = this.#unit
    return scale === 1 ? value : Math.round(value * scale)
  }

  #add(node: number, { waits }: SharedFrame, weight: number): void {
    const count = this.#unit.unit === 'samples' ? weight : 1
    this.#builder.add(node, this.#thread, this.#metric, weight, count, { idle: waits })
  }
}

interface OpenFrame {
  readonly shared: SharedFrame
  readonly node: number
}

/** The leaf of a sample without a stack. */
const NO_FRAME: SharedFrame = { frame: null, waits: false }
