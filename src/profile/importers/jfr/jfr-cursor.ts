import { HeadwaterError } from '../../../errors.ts'

/** How a text is written. */
const NO_TEXT = 0
const EMPTY_TEXT = 1
const POOLED_TEXT = 2
const UTF_8 = 3
const CHARACTERS = 4
const LATIN_1 = 5

/** A text, or where in the pool of texts it stands. */
export type JfrText = string | null | { readonly key: number }

/**
 * Reads a chunk's numbers and texts, one after the other. Whole numbers are compressed: seven bits a byte, the lowest first, and
 * a ninth byte is all bits.
 */
export class JfrCursor {
  position = 0
  readonly #bytes: Uint8Array
  readonly #view: DataView
  readonly #chunkStart: number
  readonly #fileName: string
  readonly #utf8 = new TextDecoder()
  readonly #latin1 = new TextDecoder('latin1')

  /**
   * @param bytes a chunk
   * @param chunkStart where it begins in the file
   */
  constructor(bytes: Uint8Array, chunkStart: number, fileName: string) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#chunkStart = chunkStart
    this.#fileName = fileName
  }

  get length(): number {
    return this.#bytes.length
  }

  byte(): number {
    this.skip(1)
    return this.#bytes[this.position - 1] as number
  }

  /** A whole number that is not negative. */
  count(): number {
    const value = this.long()
    if (value < 0) throw this.fault('a length below zero')
    return value
  }

  /** A whole number of 64 bits; beyond 53 rounded. */
  long(): number {
    let low = 0
    let high = 0
    for (let shift = 0; shift < 56; shift += 7) {
      const byte = this.byte()
      const bits = byte & 0x7f
      if (shift < 28) low |= bits << shift
      else if (shift === 28) {
        low |= bits << 28
        high = bits >>> 4
      } else high |= bits << (shift - 32)
      if (byte < 0x80) return high * 0x1_0000_0000 + (low >>> 0)
    }
    high |= this.byte() << 24
    return high * 0x1_0000_0000 + (low >>> 0)
  }

  float(): number {
    this.skip(4)
    return this.#view.getFloat32(this.position - 4)
  }

  double(): number {
    this.skip(8)
    return this.#view.getFloat64(this.position - 8)
  }

  text(): JfrText {
    const encoding = this.byte()
    switch (encoding) {
      case NO_TEXT:
        return null
      case EMPTY_TEXT:
        return ''
      case POOLED_TEXT:
        return { key: this.long() }
      case UTF_8:
        return this.#utf8.decode(this.#take(this.count()))
      case LATIN_1:
        return this.#latin1.decode(this.#take(this.count()))
      case CHARACTERS:
        return this.#characters(this.count())
      default:
        throw this.fault(`a text of the unknown encoding ${encoding}`)
    }
  }

  skipText(): void {
    const encoding = this.#bytes[this.position] as number
    if (encoding === UTF_8 || encoding === LATIN_1) {
      this.position++
      this.skip(this.count())
    } else this.text()
  }

  skip(length: number): void {
    if (length > this.#bytes.length - this.position) throw this.fault('a value that does not end within its chunk')
    this.position += length
  }

  /** @param what what stands at `position` */
  fault(what: string): HeadwaterError {
    return new HeadwaterError(
      'profile-malformed',
      `${this.#fileName}: byte ${this.#chunkStart + this.position}: ${what}; a recording by JFR 2.x is accepted`,
    )
  }

  #take(length: number): Uint8Array {
    this.skip(length)
    return this.#bytes.subarray(this.position - length, this.position)
  }

  #characters(length: number): string {
    // Each takes a byte at least.
    if (length > this.#bytes.length - this.position) throw this.fault('a text that does not end within its chunk')
    const units = Array.from({ length }, () => String.fromCharCode(this.long() & 0xffff))
    return units.join('')
  }
}
