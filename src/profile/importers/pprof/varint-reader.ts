import { HeadwaterError } from '../../../errors.ts'

/**
 * Reads protobuf's variable-length integers one after the other. 64 bits do not fit into a number, so the last one read is
 * kept in two halves, and the reader is asked for it in the way that its meaning allows.
 */
export class VarintReader {
  /** Where the next one begins. */
  position = 0
  #limit = 0
  #low = 0
  #high = 0
  readonly #bytes: Uint8Array
  readonly #fileName: string
  readonly #accepted: string

  /** @param accepted what would be accepted, for messages */
  constructor(bytes: Uint8Array, fileName: string, accepted = 'a pprof profile (profile.proto)') {
    this.#bytes = bytes
    this.#fileName = fileName
    this.#accepted = accepted
  }

  /** Goes on with the bytes from `start` to before `end`. */
  moveTo(start: number, end: number): void {
    this.position = start
    this.#limit = end
  }

  get done(): boolean {
    return this.position >= this.#limit
  }

  get remaining(): number {
    return this.#limit - this.position
  }

  read(): void {
    const start = this.position
    const first = start < this.#limit ? (this.#bytes[start] as number) : 0x80
    // Most are of one byte: tags, lengths, small numbers.
    if (first < 0x80) {
      this.position = start + 1
      this.#low = first
      this.#high = 0
      return
    }
    this.#readLong(start)
  }

  #readLong(start: number): void {
    let at = start
    let low = 0
    let high = 0
    for (let shift = 0; ; shift += 7) {
      if (at >= this.#limit) throw this.fault('a number does not end within its message', start)
      const byte = this.#bytes[at++] as number
      const bits = byte & 0x7f
      if (shift < 32) low |= bits << shift
      if (shift === 28) high = bits >>> 4
      else if (shift > 28) high |= bits << (shift - 32)
      if (byte < 0x80) break
      if (shift === 63) throw this.fault('a number has more than 64 bits', start)
    }
    this.position = at
    this.#low = low >>> 0
    this.#high = high >>> 0
  }

  /** The last number as a signed one; beyond 53 bits rounded. */
  get signed(): number {
    return (this.#high | 0) * 0x1_0000_0000 + this.#low
  }

  /** The last number as an identifier, exact: equal numbers give equal map keys, whichever type they come in. */
  get id(): number | bigint {
    if (this.#high < 0x20_0000) return this.#high * 0x1_0000_0000 + this.#low
    return (BigInt(this.#high) << 32n) | BigInt(this.#low)
  }

  /** @param what what is wrong */
  fault(what: string, position = this.position): HeadwaterError {
    return new HeadwaterError(
      'profile-malformed',
      `${this.#fileName}: byte ${position}: ${what}; ${this.#accepted} is accepted`,
    )
  }
}
