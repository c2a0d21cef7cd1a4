import { decodePunycode } from './decode-punycode.ts'
import type { NamedCrate } from './rust-symbol.ts'

/** As rustc-demangle: no compiler output comes near. */
const deepest = 500
/** Back references make the text longer than the symbol: 12 times at most in rustc's own binaries. */
const mostTextPerCharacter = 16
const longestText = 65_536
const mostStepsPerCharacter = 64
const mostNamed = 1024
const mostLifetimes = 64

/**
 * Where a v0 symbol is read and what has been read of it. Once it has stopped, for a mistake or at a limit, everything reads as
 * the end of the symbol and prints nothing, so that the reader returns by itself.
 */
export class RustV0Cursor {
  readonly #symbol: string
  readonly #start: number
  readonly #mostText: number
  #position: number
  #stepsLeft: number
  #levels = 0
  #silent = 0
  #depth = 0
  #stopped = false
  #text = ''
  readonly #named: NamedCrate[] = []
  /** What the crates that are noted next stand in. */
  place: NamedCrate['place'] = 'elsewhere'
  /** How many lifetimes the surrounding `for<..>` bind. */
  #lifetimes = 0

  /** @param start where the first path begins, which is also what back references count from */
  constructor(symbol: string, start: number) {
    this.#symbol = symbol
    this.#start = start
    this.#position = start
    this.#stepsLeft = symbol.length * mostStepsPerCharacter
    this.#mostText = Math.min(symbol.length * mostTextPerCharacter, longestText)
  }

  get stopped(): boolean {
    return this.#stopped
  }

  get text(): string {
    return this.#text
  }

  get named(): readonly NamedCrate[] {
    return this.#named
  }

  /** Gives up on the rest; returns null for the convenience of whoever has nothing to return. */
  stop(): null {
    this.#stopped = true
    this.#position = this.#symbol.length
    return null
  }

  /** Enters one level of the grammar; false where a limit is reached. Every level that is entered must be left. */
  enter(): boolean {
    this.#levels++
    this.#charge(1)
    if (this.#levels > deepest) this.stop()
    return !this.#stopped
  }

  /** Counts work that a back reference can repeat. */
  #charge(steps: number): void {
    this.#stepsLeft -= steps
    if (this.#stepsLeft < 0) this.stop()
  }

  leave(): void {
    this.#levels--
  }

  peek(): string {
    return this.#symbol.charAt(this.#position)
  }

  next(): string {
    return this.#symbol.charAt(this.#position++)
  }

  eat(character: string): boolean {
    if (this.peek() !== character) return false
    this.#position++
    return true
  }

  /** A number in base 62 as it is written, without its `_`: nothing is 0, `0` is 1. */
  base62(): string {
    const end = this.#symbol.indexOf('_', this.#position)
    const digits = end < 0 ? '.' : this.#symbol.slice(this.#position, Math.min(end, this.#position + 16))
    if (!/^[0-9A-Za-z]{0,15}$/.test(digits)) {
      this.stop()
      return ''
    }
    this.#position = end + 1
    return digits
  }

  /** A base-62 number behind a tag, where it is there at all; null where it is not. */
  tagged(tag: string): string | null {
    return this.eat(tag) ? this.base62() : null
  }

  /** An identifier without its disambiguator; empty for what has no name, and where the cursor stopped. */
  identifier(): string {
    const punycode = this.eat('u')
    const digits = /^(?:0|[1-9][0-9]{0,5})/.exec(this.#symbol.slice(this.#position, this.#position + 6))?.[0] ?? ''
    if (digits === '') this.stop()
    this.#position += digits.length
    this.eat('_')
    const end = this.#position + Number(digits)
    const bytes = this.#symbol.slice(this.#position, end)
    this.#charge(bytes.length)
    const name = punycode ? decodePunycode(bytes) : bytes
    const isName = name !== null && (punycode ? /^\p{XIDC}*$/u : /^\w*$/).test(name)
    if (this.#stopped || end > this.#symbol.length || !isName) {
      this.stop()
      return ''
    }
    this.#position = end
    return name
  }

  /** The digits of a constant, up to their `_`. */
  hexadecimal(): string {
    const end = this.#symbol.indexOf('_', this.#position)
    const digits = end < 0 ? '.' : this.#symbol.slice(this.#position, end)
    this.#charge(digits.length)
    if (this.#stopped || !/^[0-9a-f]*$/.test(digits)) {
      this.stop()
      return ''
    }
    this.#position = end + 1
    return digits
  }

  /** Reads what stands at an earlier place of the symbol. */
  backReference<T>(read: () => T): T | null {
    const at = this.#position - 1
    const target = this.#start + base62Value(this.base62())
    if (target >= at || this.#stopped) return this.stop()
    const back = this.#position
    this.#position = target
    const result = read()
    if (!this.#stopped) this.#position = back
    return result
  }

  /** Reads what a `for<..>` may stand in front of. */
  withBinder<T>(read: () => T): T {
    const binder = this.tagged('G')
    const count = binder === null ? 0 : base62Value(binder) + 1
    if (count > mostLifetimes) this.stop()
    if (count > 0) {
      const names = Array.from({ length: Math.min(count, mostLifetimes) }, () => `'${lifetimeName(this.#lifetimes++)}`)
      this.print(`for<${names.join(', ')}> `)
    }
    const result = read()
    this.#lifetimes -= count
    return result
  }

  /** The text of a lifetime, from its base-62 number: how many binders out, 0 for one that is not kept. */
  lifetime(digits: string): string {
    const index = base62Value(digits)
    if (index > this.#lifetimes) this.stop()
    return index === 0 ? "'_" : `'${lifetimeName(this.#lifetimes - index)}`
  }

  /** Reads without printing and without noting crates. */
  silently<T>(read: () => T): T {
    this.#silent++
    const result = read()
    this.#silent--
    return result
  }

  /** Prints a list up to its `E`, one level deeper in type arguments; returns how many there were. */
  list(separator: string, read: () => void): number {
    let count = 0
    this.#depth++
    for (; !this.#stopped && !this.eat('E'); count++) {
      if (this.peek() === '') this.stop()
      if (count > 0) this.print(separator)
      read()
    }
    this.#depth--
    return count
  }

  /** One level deeper in type arguments. */
  deeper(read: () => void): void {
    this.#depth++
    read()
    this.#depth--
  }

  print(text: string): void {
    if (this.#silent > 0 || this.#stopped) return
    if (this.#text.length + text.length > this.#mostText) this.stop()
    else this.#text += text
  }

  note(crate: string): void {
    if (this.#silent > 0 || this.#stopped || this.#named.length === mostNamed) return
    this.#named.push({ crate, depth: this.#depth, place: this.place })
  }
}

/** The value of a base-62 number as it is written: one more than its digits say, and 0 for none. */
export function base62Value(digits: string): number {
  if (digits === '') return 0
  let value = 0
  for (const digit of digits) value = value * 62 + digitValue(digit)
  return value + 1
}

function lifetimeName(index: number): string {
  return index < 26 ? String.fromCharCode(97 + index) : `_${index}`
}

function digitValue(digit: string): number {
  const code = digit.charCodeAt(0)
  if (code <= 57) return code - 48
  return code >= 97 ? code - 97 + 10 : code - 65 + 36
}
