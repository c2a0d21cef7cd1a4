import { type Limits, pastLimit } from '../../limits.ts'

const QUOTE = 0x22
const COMMA = 0x2c
const OPENING_BRACKET = 0x5b
const BACKSLASH = 0x5c
const CLOSING_BRACKET = 0x5d
const OPENING_BRACE = 0x7b
const CLOSING_BRACE = 0x7d

/**
 * Looks through JSON before `JSON.parse` does, piece by piece. It refuses what few bytes make so deep or so full that reading it
 * would take gigabytes: `JSON.parse` needs some 50 bytes for each level and each `{}`. It goes by brackets, commas and quotes
 * alone, so it accepts much that is no JSON.
 */
export class JsonScanner {
  readonly #name: string
  readonly #limits: Limits
  #depth = 0
  #values = 1
  #isAtList = false
  #isInString = false
  /** How many bytes of the next piece belong to an escape that the last one began. */
  #escaped = 0

  /** @param name what to call the file in messages */
  constructor(name: string, limits: Limits) {
    this.#name = name
    this.#limits = limits
  }

  /** Whether the last scan stopped behind such a bracket. */
  get isAtList(): boolean {
    return this.#isAtList
  }

  /**
   * @param offset where in the file `bytes` begin
   * @returns where it stopped: behind the opening bracket of a list that the outermost value holds (`isAtList`), or at the end
   * @throws HeadwaterError `too-large` with the byte offset
   */
  scan(bytes: Uint8Array, start: number, offset: number): number {
    const { 'json-levels': deepest, 'json-values': mostValues } = this.#limits
    let depth = this.#depth
    let values = this.#values
    let at = this.#isInString ? this.#skipString(bytes, start + this.#escaped) : start
    let isAtList = false
    for (; at < bytes.length && !isAtList; at++) {
      switch (bytes[at]) {
        case QUOTE:
          at = this.#skipString(bytes, at + 1) - 1
          break
        case COMMA:
          values++
          break
        case OPENING_BRACKET:
        case OPENING_BRACE:
          isAtList = depth === 1 && bytes[at] === OPENING_BRACKET
          depth++
          values++
          break
        case CLOSING_BRACKET:
        case CLOSING_BRACE:
          depth--
          break
      }
      if (depth > deepest) throw pastLimit(this.#limits, 'json-levels', ` at byte ${offset + at}`, this.#name)
      if (values > mostValues) throw this.#tooManyValues(offset + at)
    }
    this.#depth = depth
    this.#isAtList = isAtList
    this.#values = values
    return at
  }

  /**
   * Counts values that were read elsewhere.
   *
   * @throws HeadwaterError `too-large` with the byte offset
   */
  count(values: number, offset: number): void {
    this.#values += values
    if (this.#values > this.#limits['json-values']) throw this.#tooManyValues(offset)
  }

  /** @returns the place behind the closing quote, or the end of `bytes` where the text goes on behind them */
  #skipString(bytes: Uint8Array, start: number): number {
    let at = start
    while (at < bytes.length && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1
    this.#isInString = at >= bytes.length
    this.#escaped = this.#isInString ? at - bytes.length : 0
    return this.#isInString ? bytes.length : at + 1
  }

  #tooManyValues(at: number): Error {
    return pastLimit(this.#limits, 'json-values', ` at byte ${at}`, this.#name)
  }
}
