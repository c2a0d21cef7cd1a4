import { grown } from '../../grown.ts'
import { PairTable } from '../../pair-table.ts'
import type { ProfileBuilder } from '../../profile-builder.ts'
import type { Frame, FrameKind } from '../../types.ts'
import { sameBytes } from '../bytes/byte-hash.ts'
import { ByteTable } from '../bytes/byte-table.ts'
import type { LineBlock } from '../bytes/line-blocks.ts'
import { isIdleLoop, perfObjectKind } from '../frames/perf-objects.ts'
import { JitCode } from './jit-code.ts'

const NEWLINE = 0x0a
const RETURN = 0x0d
const SPACE = 0x20
const OPENING = 0x28
const CLOSING = 0x29
const PLUS = 0x2b
const ZERO = 0x30
const ONE = 0x31
const LOWER_X = 0x78

const INLINED = '(inlined)'
const UNKNOWN = '[unknown]'
/** The two frames below a frame tell it so often that its line need not be parsed; 65,536 pairs are remembered. */
const FORECAST_BITS = 16

/** Distinct frames of a perf script, each a symbol (offset taken off) and the parentheses behind it. */
export class PerfFrames {
  /** One past the newline of the line that `expected` recognised last. */
  lineEnd = 0
  /** Whether the frame recognised last was at its first byte or behind its first instruction: `+0x0` or `+0x1`. */
  atEntry = false
  readonly #symbols: ByteTable
  readonly #objects: ByteTable
  /** A frame is the pair of its symbol and its object. */
  readonly #frames: PairTable
  readonly #forecasts = new Int32Array(1 << FORECAST_BITS)
  /** Symbols whose own names end in what looks like an offset. */
  readonly #unforeseeable = new Set<number>()
  readonly #builder: ProfileBuilder
  readonly #mapped: (MappedObject | undefined)[] = []
  /** The builder's frames by ours; those of inlined ones by ours and the object around them. */
  readonly #built: (number | undefined)[] = []
  readonly #builtInlined = new Map<string, number>()
  /** 1 for frames whose code a runtime made. */
  #isJit = new Uint8Array(4096)
  readonly #jitCode = new JitCode()
  /** By the builder's frames. */
  readonly #idleLoops: (boolean | undefined)[] = []

  constructor(builder: ProfileBuilder) {
    this.#builder = builder
    this.#symbols = new ByteTable(builder.limits)
    this.#objects = new ByteTable(builder.limits)
    this.#frames = new PairTable(builder.limits)
  }

  /**
   * Recognises the frame that followed these two last time, without looking for the line's end.
   *
   * @param block the symbol begins in it at `symbol`
   * @returns the frame, or -1: parse the line
   */
  expected(block: LineBlock, symbol: number, previous: number, beforePrevious: number): number {
    const frame = (this.#forecasts[forecastSlot(previous, beforePrevious)] as number) - 1
    if (frame === -1) return -1
    const name = this.#frames.first(frame)
    const nameStart = this.#symbols.start(name)
    const nameLength = this.#symbols.end(name) - nameStart
    if (!sameBytes(this.#symbols.view, nameStart, block.view, symbol, nameLength)) return -1

    const { bytes } = block
    const offset = symbol + nameLength
    const object = offsetEnd(bytes, offset)
    const tail = this.#frames.second(frame)
    const tailStart = this.#objects.start(tail)
    const tailLength = this.#objects.end(tail) - tailStart
    if (!sameBytes(this.#objects.view, tailStart, block.view, object, tailLength)) return -1

    let end = object + tailLength
    if (bytes[end] === RETURN) end++
    if (bytes[end] !== NEWLINE) return -1
    this.lineEnd = end + 1
    this.atEntry = isEntryOffset(bytes, offset, object)
    if (this.#isJit[frame] === 1) this.#observeCode(bytes, frame, symbol, offset, object)
    return frame
  }

  /** Remembers what followed two frames. */
  learn(frame: number, previous: number, beforePrevious: number): void {
    if (!this.#unforeseeable.has(this.#frames.first(frame))) {
      this.#forecasts[forecastSlot(previous, beforePrevious)] = frame + 1
    }
  }

  /**
   * Parses `symbol+0x1f (object)`, every part of which can be missing.
   *
   * @param end one past the line's last byte that is no space
   */
  read({ bytes, view }: LineBlock, symbol: number, end: number): number {
    const tail = tailStart(bytes, symbol, end)
    const offset = offsetStart(bytes, symbol, tail)
    this.atEntry = isEntryOffset(bytes, offset, tail)
    const name = this.#symbols.intern(bytes, view, symbol, offset)
    if (offsetStart(bytes, symbol, offset) < offset) this.#unforeseeable.add(name)
    const known = this.#frames.length
    const frame = this.#frames.intern(name, this.#objects.intern(bytes, view, tail, end))
    if (frame === known) this.#noteKind(frame)
    if (this.#isJit[frame] === 1) this.#observeCode(bytes, frame, symbol, offset, tail)
    return frame
  }

  /** The builder's frames that are named like functions whose code they cannot be. */
  staleFrames(): Set<number> {
    return new Set([...this.#jitCode.overlapping()].flatMap((frame) => this.#built[frame] ?? []))
  }

  #noteKind(frame: number): void {
    if (frame === this.#isJit.length) this.#isJit = grown(this.#isJit, new Uint8Array(2 * frame))
    if (this.#mappedObject(this.#frames.second(frame)).kind === 'jit') this.#isJit[frame] = 1
  }

  /** @param symbol where the symbol begins, and behind it its offset, from `offset` to before `offsetEnd` */
  #observeCode(bytes: Uint8Array, frame: number, symbol: number, offset: number, offsetEnd: number): void {
    if (offset === offsetEnd || !this.#jitCode.wants(frame)) return
    let end = symbol
    while ((bytes[end - 1] as number) <= SPACE) end--
    this.#jitCode.observe(frame, readHex(bytes, end), readHex(bytes, offsetEnd))
  }

  /**
   * Puts a stack into the tree.
   *
   * @param stack frames from this table, the leaf first, of which `depth` count
   * @returns the leaf's node
   */
  addStack(stack: Int32Array, depth: number): number {
    let node = 0
    let around: string | null = null
    for (let place = depth - 1; place >= 0; place--) {
      const frame = stack[place] as number
      const mapped = this.#mappedObject(this.#frames.second(frame))
      if (!mapped.inlined) around = mapped.object
      node = this.#builder.child(node, mapped.inlined ? this.#buildInlined(frame, around) : this.#build(frame, mapped))
    }
    return node
  }

  isKernel(frame: number): boolean {
    return this.#mappedObject(this.#frames.second(frame)).kind === 'kernel'
  }

  /** Whether the function is one of the kernel's idle loops. */
  isIdle(frame: number): boolean {
    const name = this.#frames.first(frame)
    this.#idleLoops[name] ??= isIdleLoop(this.#symbols.text(name))
    return this.#idleLoops[name] && this.isKernel(frame)
  }

  /** An inlined function has its code in the object of the function around it, the next one that is not inlined. */
  #buildInlined(frame: number, object: string | null): number {
    const key = `${frame} ${object}`
    let built = this.#builtInlined.get(key)
    if (built === undefined) {
      const kind = object === null ? null : perfObjectKind(object)
      built = this.#builder.frame(this.#describe(frame, { object, kind, inlined: true }))
      this.#builtInlined.set(key, built)
    }
    return built
  }

  #build(frame: number, mapped: MappedObject): number {
    this.#built[frame] ??= this.#builder.frame(this.#describe(frame, mapped))
    return this.#built[frame]
  }

  #describe(frame: number, { object, kind, inlined }: MappedObject): Frame {
    const name = this.#symbols.text(this.#frames.first(frame)) || UNKNOWN
    return { name, file: null, line: null, object, kind, inlined }
  }

  #mappedObject(tail: number): MappedObject {
    this.#mapped[tail] ??= readObject(this.#objects.text(tail).trim())
    return this.#mapped[tail]
  }
}

interface MappedObject {
  readonly object: string | null
  readonly kind: FrameKind | null
  readonly inlined: boolean
}

/** @param tail a frame line's last parentheses, for instance `(/usr/lib/libc.so.6 (deleted))`, or nothing */
function readObject(tail: string): MappedObject {
  const object = tail.slice(1, -1).replace(/ \(deleted\)$/, '')
  if (tail === INLINED) return { object: null, kind: null, inlined: true }
  if (object === '' || object === UNKNOWN) return { object: null, kind: null, inlined: false }
  return { object, kind: perfObjectKind(object), inlined: false }
}

/** Where the last parentheses begin, with the spaces before them; `end` where the line has none that match. */
function tailStart(bytes: Uint8Array, start: number, end: number): number {
  if (bytes[end - 1] !== CLOSING) return end
  let depth = 0
  for (let at = end - 1; at >= start; at--) {
    if (bytes[at] === CLOSING) depth++
    if (bytes[at] !== OPENING) continue
    depth--
    if (depth > 0 || (at > start && (bytes[at - 1] as number) > SPACE)) continue
    let tail = at
    while (tail > start && (bytes[tail - 1] as number) <= SPACE) tail--
    return tail
  }
  return end
}

/** Where the offset begins that ends here: `+0x0` or `+0x1f`; `end` where there is none. */
function offsetStart(bytes: Uint8Array, start: number, end: number): number {
  let digits = end
  while (digits > start && isHexDigit(bytes[digits - 1])) digits--
  const plus = digits - 3
  return plus >= start && offsetEnd(bytes, plus) === end ? plus : end
}

/**
 * Where the offset ends that begins here; `start` where there is none. perf writes no leading zeros: the `+0x00007f52d0007358`
 * in a Java lambda's name is no offset.
 */
function offsetEnd(bytes: Uint8Array, start: number): number {
  if (bytes[start] !== PLUS || bytes[start + 1] !== ZERO || bytes[start + 2] !== LOWER_X) return start
  const digits = start + 3
  let end = digits
  while (isHexDigit(bytes[end])) end++
  const leadingZero = bytes[digits] === ZERO && end > digits + 1
  return end === digits || leadingZero ? start : end
}

/** `+0x0` or `+0x1` */
function isEntryOffset(bytes: Uint8Array, start: number, end: number): boolean {
  return end - start === 4 && (bytes[start + 3] === ZERO || bytes[start + 3] === ONE)
}

function isHexDigit(byte: number | undefined): boolean {
  return byte !== undefined && ((byte >= 0x30 && byte <= 0x39) || (byte >= 0x61 && byte <= 0x66))
}

/** The hexadecimal number that ends here. */
function readHex(bytes: Uint8Array, end: number): number {
  let value = 0
  let factor = 1
  for (let at = end - 1; isHexDigit(bytes[at]); at--) {
    const byte = bytes[at] as number
    value += factor * (byte < 0x61 ? byte - ZERO : byte - 0x57)
    factor *= 16
  }
  return value
}

function forecastSlot(previous: number, beforePrevious: number): number {
  return (Math.imul(previous, 0x9e3779b1) + Math.imul(beforePrevious, 0x85ebca6b)) >>> (32 - FORECAST_BITS)
}
