import type { Limits } from '../../limits.ts'
import { ProfileBuilder } from '../../profile-builder.ts'
import type { Profile } from '../../types.ts'
import { ByteTable } from '../bytes/byte-table.ts'
import { trimmed } from '../bytes/head-lines.ts'
import type { LineBlock } from '../bytes/line-blocks.ts'
import { LineTally } from '../bytes/line-tally.ts'
import { UNKNOWN_FRAME } from '../frames/unknown-frame.ts'
import { javaFrame } from './java-frame.ts'
import { isSamplingEvent, JavaSamples } from './java-samples.ts'

const NEWLINE = 0x0a
const SPACE = 0x20
const CLOSING_BRACKET = 0x5d
/** Recorders keep far fewer. */
const DEEPEST_READ = 65_536
const SECONDS_OF_A_DAY = 86_400
const EVENT = /^([\w.$/]+) \{$/
const FIELD = /^([\w$]+) = (.*)$/
const CLOCK = /^(\d\d):(\d\d):(\d\d(?:\.\d+)?)/
const THREAD = /^"(.*)" \((javaThreadId|osThreadId) = (\d+)\)/
const DURATION = /^([\d.]+) (ns|us|ms|s)$/
const NANOSECONDS = { ns: 1, us: 1e3, ms: 1e6, s: 1e9 } as const
const CUT = '...'

/** What is known of the event that is being read. */
interface Fields {
  readonly event: string
  thread: number | null
  state: string | null
  periodNanoseconds: number | null
  count: number
  isCut: boolean
}

/** Reads what `jfr print` writes, block by block. */
export class JfrPrintReader {
  readonly #builder: ProfileBuilder
  readonly #samples: JavaSamples
  readonly #lines = new LineTally()
  /** Lines that are frames. */
  readonly #frameLines: ByteTable
  /** By those lines. */
  readonly #frames: { readonly index: number; readonly name: string }[] = []
  readonly #decoder = new TextDecoder()
  #event: Fields | null = null
  /** Whether the lines are of the list that is the sample's stack. */
  #inStack = false
  /** Whether the lines are of a text that goes over several, a thread dump for instance. */
  #inText = false
  /** Indices of lines, the leaf first. */
  #stack: number[] = []
  #firstSeconds: number | null = null
  #lastSeconds = 0

  constructor(limits: Limits) {
    this.#builder = new ProfileBuilder(limits)
    this.#samples = new JavaSamples(this.#builder, true)
    this.#frameLines = new ByteTable(limits)
  }

  read(block: LineBlock): void {
    for (let line = 0; line < block.end; ) {
      const next = block.bytes.indexOf(NEWLINE, line) + 1
      const { start, end } = trimmed(block.bytes, line, next)
      if (start === end) this.#lines.comment()
      else if (this.#understands(block, line, start, end)) this.#lines.understood(next - line)
      else this.#lines.skipped(next - line)
      line = next
    }
  }

  finish(): Profile {
    return this.#builder.finish({
      format: 'jfr-print',
      durationSeconds: this.#durationSeconds(),
      understood: this.#lines.understoodShare,
      notes: [...this.#lines.notes(), ...this.#samples.notes()],
    })
  }

  #understands(block: LineBlock, line: number, start: number, end: number): boolean {
    const { bytes } = block
    if (this.#inStack && bytes[start] !== CLOSING_BRACKET) {
      this.#readFrame(block, start, end)
      return true
    }
    this.#inStack = false
    const text = this.#decoder.decode(bytes.subarray(start, end))
    if (bytes[line] === SPACE && !this.#inText) return this.#event !== null && this.#readField(this.#event, text)
    if (text === '}' && !this.#inText) return this.#closeEvent()
    const event = EVENT.exec(text)?.[1]
    if (event !== undefined && bytes[line] !== SPACE) {
      this.#event = { event, thread: null, state: null, periodNanoseconds: null, count: 1, isCut: false }
      this.#inText = false
      return true
    }
    if (this.#inText && hasOpenQuote(text)) this.#inText = false
    return this.#event !== null
  }

  #readField(fields: Fields, text: string): boolean {
    this.#inText = hasOpenQuote(text)
    if (!isSamplingEvent(fields.event)) return true
    const [, name, value = ''] = FIELD.exec(text) ?? []
    switch (name) {
      case undefined:
        return text === ']'
      case 'stackTrace':
        this.#inStack = value === '['
        return true
      case 'startTime':
        this.#readClock(value)
        return true
      case 'sampledThread':
      case 'eventThread':
        fields.thread = this.#readThread(value)
        return true
      case 'state':
        fields.state = value
        return true
      case 'samples':
        fields.count = Number(value) || 1
        return true
      case 'samplingPeriod':
        fields.periodNanoseconds = readDuration(value)
        return true
      default:
        return true
    }
  }

  #readFrame({ bytes, view }: LineBlock, start: number, end: number): void {
    const index = this.#frameLines.intern(bytes, view, start, end)
    if (index === this.#frames.length) this.#frames.push(this.#describe(this.#frameLines.text(index)))
    if (this.#frames[index]?.index === -1 && this.#event !== null) this.#event.isCut = true
    else if (this.#stack.length < DEEPEST_READ) this.#stack.push(index)
  }

  /** `java.util.HashMap.get(Object) line: 552`; -1 for the mark of a cut stack. */
  #describe(text: string): { readonly index: number; readonly name: string } {
    if (text === CUT) return { index: -1, name: '' }
    const opening = text.lastIndexOf('(')
    const signed = opening === -1 ? text.replace(/ line: \d+$/, '') : text.slice(0, opening)
    const dot = signed.lastIndexOf('.')
    const frame = javaFrame(dot === -1 ? null : signed.slice(0, dot), signed.slice(dot + 1), null)
    return { index: this.#builder.frame(frame), name: frame.name }
  }

  #closeEvent(): boolean {
    const fields = this.#event
    if (fields === null) return false
    if (isSamplingEvent(fields.event)) this.#closeSample(fields)
    else this.#samples.passOver(fields.event)
    this.#event = null
    this.#stack = []
    return true
  }

  #closeSample({ thread, ...fields }: Fields): void {
    let node = 0
    for (let place = this.#stack.length - 1; place >= 0; place--) {
      node = this.#builder.child(node, this.#frames[this.#stack[place] as number]?.index as number)
    }
    this.#samples.add({
      ...fields,
      thread: thread ?? this.#builder.thread('', null, null),
      node: node === 0 ? this.#builder.child(0, this.#builder.frame(UNKNOWN_FRAME)) : node,
      depth: this.#stack.length,
      leafName: this.#frames[this.#stack[0] as number]?.name ?? '',
    })
  }

  #readThread(value: string): number {
    const [, name = '', kind, id] = THREAD.exec(value) ?? []
    return this.#builder.thread(name, null, kind === 'osThreadId' ? Number(id) : null)
  }

  #readClock(value: string): void {
    const [, hours, minutes, seconds] = CLOCK.exec(value) ?? []
    if (seconds === undefined) return
    this.#lastSeconds = 3600 * Number(hours) + 60 * Number(minutes) + Number(seconds)
    this.#firstSeconds ??= this.#lastSeconds
  }

  /** There is no date: a recording that seems to end before it begins went over midnight. */
  #durationSeconds(): number | null {
    if (this.#firstSeconds === null) return null
    const seconds = this.#lastSeconds - this.#firstSeconds
    return seconds < 0 ? seconds + SECONDS_OF_A_DAY : seconds
  }
}

/** Whether a text begins or ends in the line that does not end or begin there. */
function hasOpenQuote(line: string): boolean {
  return line.split('"').length % 2 === 0
}

/** `10.0 ms` */
function readDuration(text: string): number | null {
  const [, value, unit] = DURATION.exec(text) ?? []
  return value === undefined ? null : Number(value) * NANOSECONDS[unit as keyof typeof NANOSECONDS]
}
