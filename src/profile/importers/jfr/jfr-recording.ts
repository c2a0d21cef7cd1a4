import type { ProfileBuilder } from '../../profile-builder.ts'
import { isSamplingEvent, type JavaSamples } from './java-samples.ts'
import { HEADER_BYTES, type JfrChunk } from './jfr-chunks.ts'
import { JfrCursor } from './jfr-cursor.ts'
import { JfrStacks } from './jfr-stacks.ts'
import { type JfrRecord, JfrReference, type JfrValue, JfrValues } from './jfr-values.ts'
import { type JfrTypes, readJfrTypes } from './read-jfr-types.ts'

/** Events that hold the chunk itself together: its metadata and its constants. */
const METADATA = 0
const CHECKPOINT = 1

interface JfrEvent {
  readonly type: number
  /** How long it is. */
  readonly bytes: number
}

/** Reads chunks of a recording into a profile. */
export class JfrRecording {
  readonly #builder: ProfileBuilder
  readonly #samples: JavaSamples
  readonly #name: string
  #bytes = 0
  #understoodBytes = 0
  #startSeconds = Number.POSITIVE_INFINITY
  #endSeconds = Number.NEGATIVE_INFINITY

  /** @param name what to call the file in messages */
  constructor(builder: ProfileBuilder, samples: JavaSamples, name: string) {
    this.#builder = builder
    this.#samples = samples
    this.#name = name
  }

  /** Share of the bytes that belong to events of types that the recording describes. */
  get understoodShare(): number {
    return this.#bytes === 0 ? 1 : this.#understoodBytes / this.#bytes
  }

  get durationSeconds(): number | null {
    return this.#endSeconds >= this.#startSeconds ? this.#endSeconds - this.#startSeconds : null
  }

  /** @throws HeadwaterError `profile-malformed` with the byte offset */
  readChunk(chunk: JfrChunk): void {
    const cursor = new JfrCursor(chunk.bytes, chunk.start, this.#name)
    cursor.position = chunk.metadata
    const types = readJfrTypes(cursor)
    const values = new JfrValues(cursor, types)
    // Samples refer to constants that stand behind them.
    for (const { type } of eventsOf(cursor)) if (type === CHECKPOINT) values.readCheckpoint()
    this.#readSamples(cursor, types, values, chunk.ticksPerSecond)
    this.#bytes += chunk.bytes.length
    this.#understoodBytes += HEADER_BYTES
    this.#startSeconds = Math.min(this.#startSeconds, chunk.startSeconds)
    this.#endSeconds = Math.max(this.#endSeconds, chunk.startSeconds + chunk.durationSeconds)
  }

  #readSamples(cursor: JfrCursor, types: JfrTypes, values: JfrValues, ticksPerSecond: number): void {
    const stacks = new JfrStacks(values, this.#builder)
    const threads = new JfrThreads(values, this.#builder)
    for (const { type, bytes } of eventsOf(cursor)) {
      const event = types.get(type)?.name
      if (event !== undefined || type === METADATA || type === CHECKPOINT) this.#understoodBytes += bytes
      if (event === undefined) continue
      if (!isSamplingEvent(event)) {
        this.#samples.passOver(event)
        continue
      }
      const fields = values.readEvent(type)
      const ticks = fields.samplingPeriod
      this.#samples.add({
        ...stacks.read(fields.stackTrace),
        event,
        thread: threads.read(fields.sampledThread ?? fields.eventThread),
        state: values.text(fields.state),
        periodNanoseconds: typeof ticks === 'number' && ticksPerSecond > 0 ? (ticks * 1e9) / ticksPerSecond : null,
        count: typeof fields.samples === 'number' ? fields.samples : 1,
      })
    }
  }
}

/** Goes from event to event, the cursor behind each one's type; whoever reads it may leave the cursor where it likes. */
function* eventsOf(cursor: JfrCursor): Generator<JfrEvent> {
  for (let start = HEADER_BYTES; start < cursor.length; ) {
    cursor.position = start
    const bytes = cursor.count()
    const type = cursor.long()
    const end = start + bytes
    if (end > cursor.length || end < cursor.position) {
      cursor.position = start
      throw cursor.fault(`an event of ${bytes} bytes`)
    }
    yield { type, bytes }
    start = end
  }
}

/** Finds a chunk's threads in the profile. */
class JfrThreads {
  readonly #values: JfrValues
  readonly #builder: ProfileBuilder
  readonly #threads = new Map<number, number>()

  constructor(values: JfrValues, builder: ProfileBuilder) {
    this.#values = values
    this.#builder = builder
  }

  /** @returns the builder's thread */
  read(reference: JfrValue | undefined): number {
    const key = reference instanceof JfrReference ? reference.key : 0
    const known = this.#threads.get(key)
    if (known !== undefined) return known
    const record: JfrRecord = this.#values.resolve(reference) ?? {}
    const name = this.#values.text(record.javaName) || this.#values.text(record.osName) || ''
    const tid = typeof record.osThreadId === 'number' ? record.osThreadId : null
    const thread = this.#builder.thread(name, null, tid)
    this.#threads.set(key, thread)
    return thread
  }
}
