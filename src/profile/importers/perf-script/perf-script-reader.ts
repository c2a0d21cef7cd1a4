import { grown } from '../../grown.ts'
import type { Limits } from '../../limits.ts'
import { ProfileBuilder } from '../../profile-builder.ts'
import type { Profile, ProfileNote } from '../../types.ts'
import { trimmed } from '../bytes/head-lines.ts'
import type { LineBlock } from '../bytes/line-blocks.ts'
import { LineTally } from '../bytes/line-tally.ts'
import { UNKNOWN_FRAME } from '../frames/unknown-frame.ts'
import { missingCallers } from './missing-callers.ts'
import { PerfEvents } from './perf-events.ts'
import { PerfFrames } from './perf-frames.ts'
import { readPerfHeader } from './perf-header.ts'
import { PerfThreads } from './perf-threads.ts'
import { staleSymbols } from './stale-symbols.ts'

const NEWLINE = 0x0a
const TAB = 0x09
const SPACE = 0x20
const HASH = 0x23
const CLOSING = 0x29
const COLON = 0x3a
const CLOSING_BRACKET = 0x5d
/** Behind a tab perf writes the address in 16 places, to the right, and a space. */
const LAST_DIGIT_PLACE = 16
const SYMBOL_PLACE = 18
/** The kernel's default for `perf_event_max_stack`: a stack of just that many frames has lost its callers. */
const DEFAULT_DEEPEST_STACK = 127
/** No kernel records so many; the tree holds less. */
const DEEPEST_READ = 65_536
/** In bytes. */
const LONGEST_OWN_KEY = 40
const NOTEWORTHY_CUT_SHARE = 0.01

/** A sample whose header has been read. */
interface Sample {
  readonly thread: number
  readonly metric: number
  readonly weight: number
  readonly isIdle: boolean
}

/** Reads perf script block by block. */
export class PerfScriptReader {
  readonly #builder: ProfileBuilder
  readonly #frames: PerfFrames
  readonly #threads: PerfThreads
  readonly #events: PerfEvents
  readonly #lines = new LineTally()
  #sample: Sample | null = null
  /** Whether frame lines may follow: not behind a frame on the header line, nor behind a blank line. */
  #stackIsOpen = false
  /** The frames of the sample, the leaf first. */
  #stack = new Int32Array(256)
  #depth = 0
  #leafAtEntry = false
  #hasFrames = false
  #hasOwnComments = false
  #firstSeconds = Number.POSITIVE_INFINITY
  #lastSeconds = Number.NEGATIVE_INFINITY
  #weight = 0
  #cutWeight = 0

  constructor(limits: Limits) {
    this.#builder = new ProfileBuilder(limits)
    this.#frames = new PerfFrames(this.#builder)
    this.#threads = new PerfThreads(this.#builder)
    this.#events = new PerfEvents(this.#builder)
  }

  read(block: LineBlock): void {
    let line = 0
    while (line < block.end) {
      const next = this.#readExpectedFrame(block, line)
      line = next === 0 ? this.#readLine(block, line) : next
    }
  }

  finish(): Profile {
    this.#closeSample()
    const profile = this.#builder.finish({
      format: 'perf-script',
      durationSeconds: this.#lastSeconds >= this.#firstSeconds ? this.#lastSeconds - this.#firstSeconds : null,
      understood: this.#isPerf() ? this.#lines.understoodShare : 0,
      notes: [...this.#lines.notes(), ...this.#cutStacks(), ...this.#events.notes()],
    })
    const notes = [...missingCallers(profile), ...staleSymbols(profile, this.#frames.staleFrames())]
    return { ...profile, notes: [...profile.notes, ...notes] }
  }

  /** Some prose has colons behind numbers. perf has frames or times, or the comments that it begins a recording with. */
  #isPerf(): boolean {
    return this.#hasFrames || this.#lastSeconds >= this.#firstSeconds || this.#hasOwnComments
  }

  /** The short way for most frame lines. Returns where the next line begins; 0 where the long way must be gone. */
  #readExpectedFrame(block: LineBlock, line: number): number {
    const { bytes } = block
    if (!this.#stackIsOpen || !isPaddedAddress(bytes, line)) return 0
    const frame = this.#frames.expected(block, line + SYMBOL_PLACE, this.#previous(1), this.#previous(2))
    if (frame === -1) return 0
    this.#push(frame)
    this.#lines.understood(this.#frames.lineEnd - line)
    return this.#frames.lineEnd
  }

  #readLine(block: LineBlock, line: number): number {
    const { bytes } = block
    const next = bytes.indexOf(NEWLINE, line) + 1
    const { start, end } = trimmed(bytes, line, next)
    if (start === end) {
      this.#stackIsOpen = false
      this.#lines.comment()
    } else if (bytes[line] === HASH) {
      this.#hasOwnComments ||= isOwnComment(bytes.subarray(start, end))
      this.#lines.comment()
    } else if (this.#understands(block, line, start, end)) {
      this.#lines.understood(next - line)
    } else {
      this.#lines.skipped(next - line)
    }
    return next
  }

  /** A line that begins with a tab is a frame first; any other may as well be the header of a command with a short name. */
  #understands(block: LineBlock, line: number, start: number, end: number): boolean {
    const { bytes } = block
    if (this.#stackIsOpen && bytes[line] === TAB && this.#readFrame(block, start, end)) return true
    if (this.#readHeader(block, start, end)) return true
    if (!this.#stackIsOpen) return false
    // Frames at the margin have lost their indentation on the way here.
    if (line === start) return this.#readWholeFrame(block, start, end)
    return this.#readFrame(block, start, end) || isSourceLine(bytes, start, end)
  }

  #readHeader(block: LineBlock, start: number, end: number): boolean {
    const header = readPerfHeader(block.bytes, start, end)
    if (header === null) return false
    const { period, seconds, eventStart, eventEnd } = header
    const hasPeriod = !Number.isNaN(period)
    const metric = this.#events.metric(block, eventStart, eventEnd, hasPeriod)
    this.#closeSample()
    this.#stackIsOpen = false
    if (metric === -1) return true

    const thread = this.#threads.read(block, start, header.threadEnd)
    this.#sample = { thread: thread.index, metric, weight: hasPeriod ? period : 1, isIdle: thread.isIdle }
    if (seconds < this.#firstSeconds) this.#firstSeconds = seconds
    if (seconds > this.#lastSeconds) this.#lastSeconds = seconds
    // Without a stack the frame stands behind the event.
    this.#stackIsOpen = !this.#readWholeFrame(block, trimmed(block.bytes, header.rest, end).start, end)
    return true
  }

  /** A frame that is told by itself, from a tracepoint's fields for instance: with a hexadecimal address and an object. */
  #readWholeFrame(block: LineBlock, start: number, end: number): boolean {
    const isWhole = block.bytes[end - 1] === CLOSING && addressEnd(block.bytes, start, end) > start
    return isWhole && this.#readFrame(block, start, end)
  }

  /**
   * `ffffffff81000130 symbol+0x1f (object)`, where everything but the address can be missing. As in stackcollapse-perf.pl, with
   * an object any word will do for an address.
   */
  #readFrame(block: LineBlock, start: number, end: number): boolean {
    const { bytes } = block
    let symbol = addressEnd(bytes, start, end)
    if (symbol === start && bytes[end - 1] === CLOSING) symbol = wordEnd(bytes, start, end)
    if (symbol === start) return false
    const frame = this.#frames.read(block, trimmed(bytes, symbol, end).start, end)
    this.#frames.learn(frame, this.#previous(1), this.#previous(2))
    this.#push(frame)
    return true
  }

  #previous(distance: number): number {
    return this.#depth < distance ? -1 : (this.#stack[this.#depth - distance] as number)
  }

  #push(frame: number): void {
    if (this.#depth === 0) this.#leafAtEntry = this.#frames.atEntry
    if (this.#depth === DEEPEST_READ) return
    if (this.#depth === this.#stack.length) this.#stack = grown(this.#stack, new Int32Array(2 * this.#depth))
    this.#stack[this.#depth++] = frame
  }

  #closeSample(): void {
    const sample = this.#sample
    if (sample === null) return
    const depth = this.#depth
    this.#hasFrames ||= depth > 0
    const leaf = this.#stack[0] as number
    const node =
      depth === 0
        ? this.#builder.child(0, this.#builder.frame(UNKNOWN_FRAME))
        : this.#frames.addStack(this.#stack, depth)
    const idle = sample.isIdle || (depth > 0 && this.#frames.isIdle(leaf))
    // Behind `push %rbp` (+0x1) the frame is not set up yet, and perf, which follows frame pointers, misses the leaf's caller.
    // With `endbr64` in front these are +0x4 and +0x5, which elsewhere are within the body: not counted. The kernel's own stacks
    // are unwound without frame pointers.
    const atEntry = depth > 0 && this.#leafAtEntry && !this.#frames.isKernel(leaf) ? 1 : 0
    this.#builder.add(node, sample.thread, sample.metric, sample.weight, 1, { idle, atEntry })
    this.#weight += sample.weight
    if (depth === DEFAULT_DEEPEST_STACK) this.#cutWeight += sample.weight
    this.#sample = null
    this.#depth = 0
  }

  #cutStacks(): ProfileNote[] {
    const share = this.#cutWeight / this.#weight
    if (!(share > NOTEWORTHY_CUT_SHARE)) return []
    const percent = `${Math.round(100 * share)} %`
    const text = `${percent} of the weight has stacks of just ${DEFAULT_DEEPEST_STACK} frames, perf's limit: their callers are cut off. Record with a larger sysctl kernel.perf_event_max_stack.`
    return [{ code: 'cut-stacks', text }]
  }
}

/** `# captured on    : Mon Mar  3 10:00:00 2025`, `# cmdline : /usr/bin/perf record -g`: what `--header` prints. */
function isOwnComment(comment: Uint8Array): boolean {
  return /^# (?:captured on|cmdline)\s*:/.test(new TextDecoder().decode(comment.subarray(0, LONGEST_OWN_KEY)))
}

/** The source line that `-F +srcline` prints below a frame: `file.c:12`, `[kernel.kallsyms][ffffffff81000130]`. */
function isSourceLine(bytes: Uint8Array, start: number, end: number): boolean {
  if (bytes[end - 1] === CLOSING_BRACKET) return true
  let at = end
  while (at > start && isDigit(bytes[at - 1] as number)) at--
  return at < end && bytes[at - 1] === COLON
}

/** Whether the line begins as perf's own frame lines do, with the symbol in its place. */
function isPaddedAddress(bytes: Uint8Array, line: number): boolean {
  let at = line + LAST_DIGIT_PLACE
  if (bytes[at + 1] !== SPACE || !isHexDigit(bytes[at] as number)) return false
  while (at > line && isHexDigit(bytes[at] as number)) at--
  while (at > line && bytes[at] === SPACE) at--
  return at === line && bytes[line] === TAB
}

/** Where the hexadecimal number ends that is the line's first word; `start` where its first word is none. */
function addressEnd(bytes: Uint8Array, start: number, end: number): number {
  const after = wordEnd(bytes, start, end)
  for (let at = start; at < after; at++) if (!isHexDigit(bytes[at] as number)) return start
  return after
}

function wordEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = start
  while (at < end && isWordByte(bytes[at] as number)) at++
  return at === end || (bytes[at] as number) <= SPACE ? at : start
}

function isWordByte(byte: number): boolean {
  return isHexDigit(byte) || (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a) || byte === 0x5f
}

function isHexDigit(byte: number): boolean {
  return isDigit(byte) || (byte >= 0x61 && byte <= 0x66)
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39
}
