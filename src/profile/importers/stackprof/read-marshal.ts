import { HeadwaterError } from '../../../errors.ts'

/**
 * Reads what Ruby's `Marshal.dump` writes, version 4.8, as far as plain data goes: nil, booleans, numbers, strings, symbols, lists,
 * hashes. Nothing is ever made of a class that the file names: dumps of objects are refused.
 * Specified by https://docs.ruby-lang.org/en/3.4/marshal_rdoc.html.
 *
 * Symbols and numbers that are keys become texts, so that the result is what the same data would be as JSON.
 *
 * @param name what to call the file in messages
 * @throws HeadwaterError `profile-malformed` or `too-large`, with the byte offset
 */
export function readMarshal(bytes: Uint8Array, name: string): unknown {
  return new MarshalReader(bytes, name).read()
}

/** Whether a file begins as a dump does: with the version, 4.8. */
export function isMarshal(head: Uint8Array): boolean {
  return head[0] === 4 && head[1] === 8
}

/** StackProf's dumps are six levels deep. */
const MAXIMUM_DEPTH = 64
const HEADER_LENGTH = 2

class MarshalReader {
  readonly #bytes: Uint8Array
  readonly #name: string
  readonly #symbols: string[] = []
  /** Everything that can be referred to by its number. */
  readonly #objects: unknown[] = []
  readonly #decoder = new TextDecoder()
  #at = HEADER_LENGTH
  #depth = 0

  constructor(bytes: Uint8Array, name: string) {
    this.#bytes = bytes
    this.#name = name
  }

  read(): unknown {
    if (++this.#depth > MAXIMUM_DEPTH) {
      throw new HeadwaterError(
        'too-large',
        `${this.#name}: nested deeper than ${MAXIMUM_DEPTH} levels at byte ${this.#at}`,
      )
    }
    const value = this.#readValue(String.fromCharCode(this.#byte()))
    this.#depth--
    return value
  }

  #readValue(type: string): unknown {
    switch (type) {
      case '0':
        return null
      case 'T':
        return true
      case 'F':
        return false
      case 'i':
        return this.#integer()
      case 'l':
        return this.#register(this.#large())
      case 'f':
        return this.#register(Number(this.#text().replace(/^(-?)inf$/, '$1Infinity')))
      case '"':
        return this.#register(this.#text())
      case ':':
        return this.#addSymbol(this.#text())
      case ';':
        return this.#known(this.#symbols, 'symbol')
      case '@':
        return this.#known(this.#objects, 'object')
      case 'I':
        return this.#withVariables()
      case '[':
        return this.#list()
      case '{':
        return this.#hash(false)
      case '}':
        return this.#hash(true)
      default:
        throw this.#fault('is neither a number, a text, a list nor a hash', this.#at - 1)
    }
  }

  /** A string's encoding stands behind it as an instance variable; what StackProf writes is UTF-8, or near enough. */
  #withVariables(): unknown {
    const value = this.read()
    for (let left = this.#count(); left > 0; left--) {
      this.read()
      this.read()
    }
    return value
  }

  #list(): unknown[] {
    const list = this.#register<unknown[]>([])
    for (let left = this.#count(); left > 0; left--) list.push(this.read())
    return list
  }

  #hash(hasDefault: boolean): Record<string, unknown> {
    // Without a prototype, so that no key is special.
    const hash = this.#register<Record<string, unknown>>(Object.create(null))
    for (let left = this.#count(); left > 0; left--) {
      const start = this.#at
      const key = this.read()
      if (typeof key !== 'string' && typeof key !== 'number')
        throw this.#fault('is a key, and no text or number', start)
      hash[String(key)] = this.read()
    }
    if (hasDefault) this.read()
    return hash
  }

  #register<T>(value: T): T {
    this.#objects.push(value)
    return value
  }

  #addSymbol(symbol: string): string {
    this.#symbols.push(symbol)
    return symbol
  }

  #known(values: readonly unknown[], what: string): unknown {
    const start = this.#at
    const index = this.#integer()
    if (index < 0 || index >= values.length) throw this.#fault(`refers to ${what} ${index}, of ${values.length}`, start)
    return values[index]
  }

  #text(): string {
    const length = this.#count()
    const text = this.#decoder.decode(this.#bytes.subarray(this.#at, this.#at + length))
    this.#at += length
    return text
  }

  /** How many things follow, each of which takes at least a byte. */
  #count(): number {
    const start = this.#at
    const count = this.#integer()
    if (count < 0 || count > this.#bytes.length - this.#at)
      throw this.#fault(`counts ${count} things that do not follow`, start)
    return count
  }

  /** One byte where the number is small, else how many bytes follow, negative for negative numbers. */
  #integer(): number {
    const first = (this.#byte() << 24) >> 24
    if (first === 0) return 0
    if (first > 4) return first - 5
    if (first < -4) return first + 5
    const length = Math.abs(first)
    let value = first > 0 ? 0 : -(256 ** length)
    for (let index = 0; index < length; index++) value += this.#byte() * 256 ** index
    return value
  }

  /** More than 31 bits: a sign, a count of pairs of bytes, the bytes from the lowest on. Beyond 53 bits rounded. */
  #large(): number {
    const sign = this.#byte() === 0x2d ? -1 : 1
    const pairs = this.#count()
    let value = 0
    for (let index = 0; index < 2 * pairs; index++) value += this.#byte() * 256 ** index
    return sign * value
  }

  #byte(): number {
    const byte = this.#bytes[this.#at]
    if (byte === undefined) throw this.#fault('is where the dump ends, too early', this.#at)
    this.#at++
    return byte
  }

  #fault(what: string, at: number): HeadwaterError {
    return new HeadwaterError(
      'profile-malformed',
      `${this.#name}: byte ${at} ${what}; a whole dump of StackProf is accepted, and what \`stackprof --json\` makes of it`,
    )
  }
}
