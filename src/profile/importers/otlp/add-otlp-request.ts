import { HeadwaterError } from '../../../errors.ts'
import type { ProfileBuilder } from '../../profile-builder.ts'
import type { FrameKind } from '../../types.ts'
import { perfObjectKind } from '../frames/perf-objects.ts'
import { definitionLine } from '../json/definition-line.ts'
import { safeInteger } from '../json/safe-integer.ts'
import { isOffCpu, type MetricPlan, planPprofMetrics } from '../pprof/plan-pprof-metrics.ts'
import type { OtlpDictionary, OtlpLocation, OtlpProfile, OtlpRequest, OtlpSample } from './types.ts'

/** Few bytes could otherwise stand for endless inlined functions in endless stacks. */
const MOST_FRAMES = 16_777_216

/** What the semantic conventions say of a frame's language, as far as it tells where its code comes from. */
const KINDS = new Map<unknown, FrameKind>([
  ['kernel', 'kernel'],
  ['native', 'native'],
  ['go', 'native'],
  ['rust', 'native'],
])

/** Adds the profiles of one message to a profile. */
export class OtlpRequestAdder {
  readonly #dictionary: OtlpDictionary
  readonly #profiles: readonly OtlpProfile[]
  readonly #fileName: string
  readonly #builder: ProfileBuilder
  readonly #frames = new Map<number, readonly number[]>()
  readonly #nodes = new Map<number, number>()
  #framesLeft = MOST_FRAMES

  constructor({ dictionary, profiles }: OtlpRequest, fileName: string, builder: ProfileBuilder) {
    this.#dictionary = dictionary
    this.#profiles = profiles
    this.#fileName = fileName
    this.#builder = builder
  }

  /** @throws HeadwaterError `profile-malformed` where something refers to an entry that is missing, `too-large` */
  add(): void {
    for (const profile of this.#profiles) {
      const { type, unit, periodType, periodUnit, period } = profile
      const measured = { type: this.#string(type), unit: this.#string(unit) }
      const sampled = { type: this.#string(periodType), unit: this.#string(periodUnit) }
      const [plan] = planPprofMetrics([measured], sampled, period).metrics
      if (plan === undefined) continue
      const metric = this.#builder.metric(plan.name, plan.unit, plan.kind)
      for (const sample of profile.samples) this.#addSample(sample, plan, metric)
    }
  }

  #addSample({ stack, attributes, values, timestamps }: OtlpSample, plan: MetricPlan, metric: number): void {
    const value = values.length === 0 ? timestamps : values.reduce((sum, one) => sum + one, 0)
    const weight = value * plan.scale
    if (weight === 0) return
    const isCounted = plan.sampleWeight !== null && plan.sampleWeight > 0
    const count = isCounted ? Math.max(1, Math.round(Math.abs(weight / (plan.sampleWeight as number)))) : 0
    const node = this.#nodes.get(stack) ?? this.#placeStack(stack)
    this.#builder.add(node, this.#thread(attributes), metric, weight, count || Math.max(values.length, timestamps), {
      idle: isOffCpu(plan.name),
    })
  }

  #placeStack(stack: number): number {
    let node = 0
    for (const place of entry(this.#dictionary.stacks, stack, 'stack', this.#fileName).toReversed()) {
      const frames = this.#frames.get(place) ?? this.#framesAt(place)
      this.#framesLeft -= frames.length
      if (this.#framesLeft < 0) {
        const text = `${this.#fileName}: more than ${MOST_FRAMES} frames in all stacks; a recording of a shorter time is accepted`
        throw new HeadwaterError('too-large', text)
      }
      for (const frame of frames) node = this.#builder.child(node, frame)
    }
    this.#nodes.set(stack, node)
    return node
  }

  /** Outermost first. */
  #framesAt(place: number): readonly number[] {
    const location = entry(this.#dictionary.locations, place, 'location', this.#fileName)
    const outermost = location.functions.length - 1
    const frames = location.functions.map((index, depth) => this.#frame(location, index, depth < outermost)).reverse()
    const placed = frames.length > 0 ? frames : [this.#frame(location, null, false)]
    this.#frames.set(place, placed)
    return placed
  }

  #frame({ mapping, attributes }: OtlpLocation, index: number | null, inlined: boolean): number {
    const called = index === null ? NO_FUNCTION : entry(this.#dictionary.functions, index, 'function', this.#fileName)
    const object =
      mapping === 0 ? null : this.#string(entry(this.#dictionary.mappings, mapping, 'mapping', this.#fileName))
    const type = this.#attribute(attributes, 'profile.frame.type')
    return this.#builder.frame({
      name: this.#string(called.name) || this.#string(called.systemName) || '[unknown]',
      file: this.#string(called.file) || null,
      line: definitionLine(called.startLine),
      object: object || null,
      kind: KINDS.get(type) ?? (type === null && object ? perfObjectKind(object) : null),
      inlined,
    })
  }

  #thread(attributes: readonly number[]): number {
    const name =
      this.#attribute(attributes, 'thread.name') ?? this.#attribute(attributes, 'process.executable.name') ?? ''
    return this.#builder.thread(
      String(name),
      idOf(this.#attribute(attributes, 'process.pid')),
      idOf(this.#attribute(attributes, 'thread.id')),
    )
  }

  #attribute(places: readonly number[], key: string): string | number | null {
    for (const place of places) {
      const attribute = entry(this.#dictionary.attributes, place, 'attribute', this.#fileName)
      if (this.#string(attribute.key) === key) return attribute.value
    }
    return null
  }

  #string(place: number): string {
    return place === 0 ? '' : entry(this.#dictionary.strings, place, 'string', this.#fileName)
  }
}

const NO_FUNCTION = { name: 0, systemName: 0, file: 0, startLine: 0 }

function idOf(value: string | number | null): number | null {
  return safeInteger(typeof value === 'string' ? Number.parseInt(value, 10) : value)
}

function entry<T>(table: readonly T[], place: number, what: string, fileName: string): T {
  const found = table[place]
  if (found !== undefined) return found
  const text = `${fileName}: refers to ${what} ${place}, of ${table.length}; a whole message of OTLP profiles 1.8 or later is accepted`
  throw new HeadwaterError('profile-malformed', text)
}
