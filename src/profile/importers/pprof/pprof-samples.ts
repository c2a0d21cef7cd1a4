import { HeadwaterError } from '../../../errors.ts'
import type { ProfileBuilder } from '../../profile-builder.ts'
import { ByteTable } from '../bytes/byte-table.ts'
import type { MetricPlan, PprofMetrics } from './plan-pprof-metrics.ts'
import { PprofFrames } from './pprof-frames.ts'
import { PprofThreads } from './pprof-threads.ts'
import { ProtobufCursor } from './protobuf-cursor.ts'
import type { Id, PprofTables } from './read-pprof-tables.ts'
import { VarintReader } from './varint-reader.ts'

/**
 * Real profiles have at most a few frames for each byte of their file. Without a limit, few bytes could stand for so many
 * inlined functions in so many stacks that reading them would never end.
 */
const MAXIMUM_FRAMES_PER_BYTE = 32
const FRAMES_OF_ANY_FILE = 65_536

/** Reads a pprof profile's samples, one message `perftools.profiles.Sample` after the other, into a `ProfileBuilder`. */
export class PprofSamples {
  /** How many values are below zero. */
  negativeValues = 0
  /** How many frames the deepest stacks have, and how many stacks are as deep. */
  deepest = 0
  deepestStacks = 0
  readonly #frames: PprofFrames
  readonly #fileName: string
  readonly #builder: ProfileBuilder
  readonly #metrics: readonly (MetricPlan & { readonly metric: number })[]
  readonly #countIndex: number | null
  readonly #threads: PprofThreads
  readonly #bytes: Uint8Array
  readonly #view: DataView
  readonly #sample: ProtobufCursor
  readonly #packed: VarintReader
  readonly #values: Float64Array
  #valueCount = 0
  /** The sample's locations, innermost first, where they stand as bytes in one piece, as they nearly always do. */
  #stackStart = 0
  #stackEnd = 0
  /** The same, where they do not. */
  #ids: Id[] = []
  /** Locations as bytes, and the nodes of their stacks. */
  readonly #stacks: ByteTable
  readonly #nodes: number[] = []
  #framesLeft: number

  /** @param bytes the whole file, as `gatherBytes` returns it */
  constructor(bytes: Uint8Array, fileName: string, tables: PprofTables, plan: PprofMetrics, builder: ProfileBuilder) {
    this.#fileName = fileName
    this.#builder = builder
    this.#stacks = new ByteTable(builder.limits)
    this.#metrics = plan.metrics.map((metric) => ({
      ...metric,
      metric: builder.metric(metric.name, metric.unit, metric.kind),
    }))
    this.#countIndex = plan.countIndex
    this.#frames = new PprofFrames(tables, builder, fileName)
    this.#threads = new PprofThreads(tables, builder, bytes, fileName)
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer)
    this.#sample = new ProtobufCursor(bytes, fileName)
    this.#packed = new VarintReader(bytes, fileName)
    this.#values = new Float64Array(tables.sampleTypes.length)
    this.#framesLeft = FRAMES_OF_ANY_FILE + MAXIMUM_FRAMES_PER_BYTE * bytes.length
  }

  /** Bytes of fields that profile.proto does not have. */
  get ignoredBytes(): number {
    return this.#sample.ignoredBytes + this.#threads.ignoredBytes
  }

  /**
   * Reads the sample from `start` to before `end`.
   *
   * @throws HeadwaterError `profile-malformed` with the byte offset, `too-large`
   */
  read(start: number, end: number): void {
    const sample = this.#sample
    this.#stackStart = 0
    this.#stackEnd = 0
    this.#ids = []
    this.#valueCount = 0
    this.#threads.reset()
    sample.moveTo(start, end)
    while (sample.next()) {
      switch (sample.field) {
        case 1:
          this.#readLocations()
          break
        case 2:
          this.#readValues()
          break
        case 3:
          sample.expectBytes()
          this.#threads.addLabel(sample.start, sample.end)
          break
        default:
          sample.ignore()
      }
    }
    if (this.#valueCount !== this.#values.length) {
      throw sample.fault(`a sample has ${this.#valueCount} values for ${this.#values.length} sample types`)
    }
    this.#addRows(this.#ids.length > 0 ? this.#stackOfIds() : this.#packedStack(this.#stackStart, this.#stackEnd))
  }

  #readLocations(): void {
    const sample = this.#sample
    const isFirst = this.#stackEnd === 0 && this.#ids.length === 0
    if (isFirst && sample.holdsBytes) {
      this.#stackStart = sample.start
      this.#stackEnd = sample.end
      return
    }
    // Go writes one or two locations as a field each, and a writer may split them as it likes.
    if (this.#ids.length === 0) this.#unpackLocations(this.#stackStart, this.#stackEnd)
    if (sample.holdsBytes) this.#unpackLocations(sample.start, sample.end)
    else this.#ids.push(sample.id())
  }

  #unpackLocations(start: number, end: number): void {
    const packed = this.#packed
    packed.moveTo(start, end)
    while (!packed.done) {
      packed.read()
      this.#ids.push(packed.id)
    }
  }

  #readValues(): void {
    const sample = this.#sample
    if (!sample.holdsBytes) {
      this.#addValue(sample.signed())
      return
    }
    const packed = this.#packed
    packed.moveTo(sample.start, sample.end)
    while (!packed.done) {
      packed.read()
      this.#addValue(packed.signed)
    }
  }

  #addValue(value: number): void {
    if (this.#valueCount < this.#values.length) this.#values[this.#valueCount] = value
    this.#valueCount++
  }

  /** @returns the node of a stack whose locations are packed, from `start` to before `end` */
  #packedStack(start: number, end: number): number {
    const index = this.#stacks.intern(this.#bytes, this.#view, start, end)
    const known = this.#nodes[index]
    if (known !== undefined) return known
    this.#unpackLocations(start, end)
    const node = this.#stackOfIds()
    this.#nodes[index] = node
    return node
  }

  #stackOfIds(): number {
    let node = 0
    let depth = 0
    for (const id of this.#ids.reverse()) {
      const frames = this.#frames.at(id)
      depth += frames.length
      this.#framesLeft -= frames.length
      if (this.#framesLeft < 0) throw this.#tooManyFrames()
      for (const frame of frames) node = this.#builder.child(node, frame)
    }
    if (depth > this.deepest) {
      this.deepest = depth
      this.deepestStacks = 0
    }
    if (depth === this.deepest) this.deepestStacks++
    return node
  }

  #addRows(node: number): void {
    const thread = this.#threads.current()
    for (const { metric, valueIndex, scale, sampleWeight } of this.#metrics) {
      const weight = (this.#values[valueIndex] as number) * scale
      if (weight === 0) continue
      if (weight < 0) this.negativeValues++
      let count = 1
      if (this.#countIndex !== null) count = Math.abs(this.#values[this.#countIndex] as number)
      else if (sampleWeight !== null) count = Math.max(1, Math.round(Math.abs(weight / sampleWeight)))
      this.#builder.add(node, thread, metric, weight, count)
    }
  }

  #tooManyFrames(): HeadwaterError {
    return new HeadwaterError(
      'too-large',
      `${this.#fileName}: more than ${MAXIMUM_FRAMES_PER_BYTE} frames for each byte of the file; a recorded profile is accepted`,
    )
  }
}
