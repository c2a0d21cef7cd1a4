import { grown } from '../../grown.ts'

const FIRST_CAPACITY = 4096
/** For lists that are not short. Memory that is not written to costs nothing, copying does. */
const LARGE_CAPACITY = 1 << 23
const GROWTH = 4
/** Whole numbers of so many digits are exact. */
const MAXIMUM_DIGITS = 15
/** Whole numbers of so many digits have 32 bits, with which V8 is faster. */
const FEW_DIGITS = 9
const HIGHEST_INTEGER = 2 ** 31 - 1
/** Numbers that are written out at a time: together, those of a long list are more than a string holds. */
const WRITTEN = 1 << 16

const COMMA = 0x2c
const MINUS = 0x2d
const ZERO = 0x30
const NINE = 0x39
const CLOSING_BRACKET = 0x5d
const SPACES = new Set([0x20, 0x0a, 0x0d, 0x09])

/** Whole numbers; of 32 bits where all are so small. */
export type NumberArray = Int32Array | Float64Array

export function isNumberArray(value: unknown): value is NumberArray {
  return value instanceof Int32Array || value instanceof Float64Array
}

/**
 * Reads a JSON list of whole numbers while it streams by, from behind its opening bracket on, so that nobody holds its text.
 * A list that holds anything else, or nothing, is `broken` there; what was read of it can be had back as text.
 */
export class NumberList {
  #state: 'open' | 'closed' | 'broken' = 'open'
  #values: NumberArray = new Int32Array(FIRST_CAPACITY)
  #length = 0
  /** Of the number that is being read: its digits' value and count, its sign, and whether a space came behind it. */
  #value = 0
  #digits = 0
  #isNegative = false
  #isOver = false

  get state(): 'open' | 'closed' | 'broken' {
    return this.#state
  }

  get length(): number {
    return this.#length
  }

  get values(): NumberArray {
    return this.#values.subarray(0, this.#length)
  }

  /** @returns where the closing bracket is, or what no such list holds; else the end of `bytes` */
  read(bytes: Uint8Array, start: number): number {
    for (let at = start; at < bytes.length; at++) {
      at = this.#readPlain(bytes, at)
      if (at === bytes.length) break
      this.#state = this.#readRare(bytes[at] as number)
      if (this.#state !== 'open') return at
    }
    return bytes.length
  }

  /** What was read, piece by piece, in JSON that means the same. */
  *text(): Generator<string> {
    for (let at = 0; at < this.#length; at += WRITTEN) yield `${this.values.subarray(at, at + WRITTEN).join()},`
    const digits = this.#digits === 0 ? '' : String(this.#value)
    yield `${this.#isNegative ? '-' : ''}${digits}${this.#isOver ? ' ' : ''}`
  }

  /** Digits and commas, of which most lists have nothing else. */
  #readPlain(bytes: Uint8Array, start: number): number {
    if (this.#isNegative || this.#isOver || this.#digits > FEW_DIGITS) return start
    const values = this.#values
    let length = this.#length
    let value = this.#value
    let digits = this.#digits
    let at = start
    for (; at < bytes.length; at++) {
      const byte = bytes[at] as number
      if (byte >= ZERO && byte <= NINE) {
        if (digits >= FEW_DIGITS || (value === 0 && digits > 0)) break
        value = 10 * value + byte - ZERO
        digits++
      } else {
        if (byte !== COMMA || digits === 0 || length === values.length) break
        values[length++] = value
        value = 0
        digits = 0
      }
    }
    this.#length = length
    this.#value = value
    this.#digits = digits
    return at
  }

  #readRare(byte: number): 'open' | 'closed' | 'broken' {
    const begun = this.#digits > 0
    if (byte >= ZERO && byte <= NINE) {
      const hasLeadingZero = begun && this.#value === 0
      if (hasLeadingZero || this.#isOver || this.#digits === MAXIMUM_DIGITS) return 'broken'
      this.#value = 10 * this.#value + byte - ZERO
      this.#digits++
      return 'open'
    }
    if (SPACES.has(byte)) {
      this.#isOver = begun
      return begun || !this.#isNegative ? 'open' : 'broken'
    }
    if (byte === MINUS && !begun && !this.#isNegative) {
      this.#isNegative = true
      return 'open'
    }
    if (!begun || (byte !== COMMA && byte !== CLOSING_BRACKET)) return 'broken'
    this.#push(this.#isNegative ? -this.#value : this.#value)
    return byte === COMMA ? 'open' : 'closed'
  }

  #push(value: number): void {
    if (this.#length === this.#values.length) this.#grow()
    if (Math.abs(value) > HIGHEST_INTEGER && this.#values instanceof Int32Array) {
      this.#values = grown<NumberArray>(this.#values, new Float64Array(this.#values.length))
    }
    this.#values[this.#length++] = value
    this.#value = 0
    this.#digits = 0
    this.#isNegative = false
    this.#isOver = false
  }

  #grow(): void {
    const capacity = Math.max(LARGE_CAPACITY, GROWTH * this.#length)
    const larger = this.#values instanceof Int32Array ? new Int32Array(capacity) : new Float64Array(capacity)
    this.#values = grown<NumberArray>(this.#values, larger)
  }
}
