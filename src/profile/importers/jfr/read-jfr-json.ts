import { HeadwaterError } from '../../../errors.ts'
import { ProfileBuilder } from '../../profile-builder.ts'
import type { ImportedFile, Profile } from '../../types.ts'
import { FrameMemo } from '../frames/frame-memo.ts'
import { UNKNOWN_FRAME } from '../frames/unknown-frame.ts'
import { JsonChecks } from '../json/json-checks.ts'
import { isJsonObject, type JsonObject, readJson } from '../json/read-json.ts'
import { javaFrame } from './java-frame.ts'
import { isSamplingEvent, JavaSamples } from './java-samples.ts'

/** Reads the whole file, as `import-jfr-json.ts` says. */
export async function readJfrJson(file: ImportedFile): Promise<Profile> {
  const { name } = file
  const value = await readJson(file).catch((error: unknown) => {
    throw withSmallerForm(error)
  })
  const recording = isJsonObject(value) ? value.recording : null
  if (!isJsonObject(recording) || !Array.isArray(recording.events)) {
    throw new HeadwaterError(
      'profile-unrecognised',
      `${name}: no events of a recording; \`jfr print --json\` writes them`,
    )
  }
  const reader = new JfrJsonReader(file)
  for (const [index, event] of recording.events.entries()) reader.read(event, index)
  return reader.finish()
}

/** What is too large as JSON, with all its events and names written out, seldom is as the recording itself. */
function withSmallerForm(error: unknown): unknown {
  if (!(error instanceof HeadwaterError) || error.code !== 'too-large') return error
  const smaller = 'or give the .jfr file itself, or what `jfr print --json --events jdk.ExecutionSample` makes of it'
  return new HeadwaterError('too-large', `${error.message}, ${smaller}`, { cause: error })
}

const DURATION = /^PT(?:(\d+)M)?(?:([\d.]+)S)?$/

class JfrJsonReader {
  readonly #checks: JsonChecks
  readonly #builder: ProfileBuilder
  readonly #samples: JavaSamples
  readonly #frames = new FrameMemo<{ readonly index: number; readonly name: string }>()
  #firstMilliseconds = Number.POSITIVE_INFINITY
  #lastMilliseconds = Number.NEGATIVE_INFINITY

  constructor({ name, limits }: ImportedFile) {
    this.#checks = new JsonChecks(name)
    this.#builder = new ProfileBuilder(limits)
    this.#samples = new JavaSamples(this.#builder, true)
  }

  read(value: unknown, index: number): void {
    const event = this.#checks.object(value, 'recording.events', index)
    const type = this.#checks.text(event.type, 'recording.events', index, 'type')
    const values = this.#checks.object(event.values, 'recording.events', index, 'values')
    this.#readClock(values.startTime)
    if (!isSamplingEvent(type)) {
      this.#samples.passOver(type)
      return
    }
    this.#samples.add({
      ...this.#readStack(values.stackTrace, index),
      event: type,
      thread: this.#readThread(values.sampledThread ?? values.eventThread),
      state: textOf(values.state),
      periodNanoseconds: readDuration(values.samplingPeriod),
      count: typeof values.samples === 'number' ? values.samples : 1,
    })
  }

  finish(): Profile {
    const milliseconds = this.#lastMilliseconds - this.#firstMilliseconds
    return this.#builder.finish({
      format: 'jfr-json',
      durationSeconds: milliseconds >= 0 ? milliseconds / 1000 : null,
      // A value that the format does not have is a fault, so what is left was understood.
      understood: 1,
      notes: this.#samples.notes(),
    })
  }

  #readStack(value: unknown, event: number) {
    const trace = isJsonObject(value) ? value : {}
    const list = 'recording.events'
    const all = this.#checks.list(trace.frames ?? [], list, event, 'values.stackTrace.frames')
    const frames = all.flatMap((frame) => {
      const { method, type } = this.#checks.object(frame, list, event, 'values.stackTrace.frames')
      const described = this.#checks.object(method, list, event, 'values.stackTrace.frames.method')
      // The JVM's own tools leave out what it makes for itself, too.
      return described.hidden === true ? [] : [this.#frame(described, textOf(type))]
    })
    let node = 0
    for (const frame of [...frames].reverse()) node = this.#builder.child(node, frame.index)
    return {
      node: node === 0 ? this.#builder.child(0, this.#builder.frame(UNKNOWN_FRAME)) : node,
      depth: all.length,
      isCut: trace.truncated === true,
      leafName: frames[0]?.name ?? '',
    }
  }

  #frame(described: JsonObject, type: string | null): { readonly index: number; readonly name: string } {
    const className = isJsonObject(described.type) ? textOf(described.type.name) : null
    const method = textOf(described.name) ?? ''
    return this.#frames.get(className ?? '', method, type ?? '', () => {
      const frame = javaFrame(className, method, type)
      return { index: this.#builder.frame(frame), name: frame.name }
    })
  }

  #readThread(value: unknown): number {
    const { javaName, osName, osThreadId }: JsonObject = isJsonObject(value) ? value : {}
    return this.#builder.thread(
      textOf(javaName) || textOf(osName) || '',
      null,
      typeof osThreadId === 'number' ? osThreadId : null,
    )
  }

  #readClock(value: unknown): void {
    const milliseconds = typeof value === 'string' ? Date.parse(value) : Number.NaN
    if (Number.isNaN(milliseconds)) return
    this.#firstMilliseconds = Math.min(this.#firstMilliseconds, milliseconds)
    this.#lastMilliseconds = Math.max(this.#lastMilliseconds, milliseconds)
  }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

/** `PT0.01S`, in nanoseconds. */
function readDuration(value: unknown): number | null {
  const [whole, minutes = '0', seconds = '0'] = (typeof value === 'string' && DURATION.exec(value)) || []
  return whole === undefined ? null : Math.round((60 * Number(minutes) + Number(seconds)) * 1e9)
}
