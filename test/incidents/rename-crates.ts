/**
 * Renames the crates of a raw v0 symbol (https://doc.rust-lang.org/rustc/symbol-mangling/v0.html), with names of other
 * lengths and other disambiguators; back-references, which count bytes, are computed anew. For tests only: it shows that
 * a diagnosis keys on no name.
 */
export function renameCrates(symbol: string, rename: (crate: string) => string): string {
  if (!symbol.startsWith('_R')) return symbol
  const walker = new Walker(symbol.slice(2), rename)
  walker.path()
  if (/[A-Z]/.test(walker.peek())) walker.path()
  return `_R${walker.out}${walker.rest()}`
}

/** A base-62 number of the v0 scheme: `_` is 0, `0_` is 1. */
function base62(value: number): string {
  if (value === 0) return '_'
  const digits = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
  let text = ''
  for (let left = value - 1; text === '' || left > 0; left = Math.floor(left / 62))
    text = (digits[left % 62] ?? '') + text
  return `${text}_`
}

function fromBase62(text: string): number {
  if (text === '_') return 0
  const digits = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
  return [...text.slice(0, -1)].reduce((sum, digit) => sum * 62 + digits.indexOf(digit), 0) + 1
}

class Walker {
  out = ''
  readonly #text: string
  readonly #rename: (crate: string) => string
  readonly #moved = new Map<number, number>()
  #at = 0

  constructor(text: string, rename: (crate: string) => string) {
    this.#text = text
    this.#rename = rename
  }

  peek(): string {
    return this.#text[this.#at] ?? ''
  }

  rest(): string {
    return this.#text.slice(this.#at)
  }

  /** Copies what a pattern matches at this place. */
  #copy(pattern: RegExp): string {
    const found = this.#take(pattern)
    this.out += found
    return found
  }

  #take(pattern: RegExp): string {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)?.[0]
    if (found === undefined) throw new Error(`no ${pattern} at ${this.#at} of ${this.#text}`)
    this.#at += found.length
    return found
  }

  #mark(): void {
    this.#moved.set(this.#at, this.out.length)
  }

  #backref(): boolean {
    if (this.peek() !== 'B') return false
    const target = fromBase62(this.#take(/B[0-9a-zA-Z]*_/y).slice(1))
    const moved = this.#moved.get(target)
    if (moved === undefined) throw new Error(`back-reference to ${target} of ${this.#text}, where nothing starts`)
    this.out += `B${base62(moved)}`
    return true
  }

  #identifier(): void {
    this.#copy(/(?:s[0-9a-zA-Z]*_)?/y)
    this.#copy(/u?/y)
    const length = Number(this.#copy(/0|[1-9]\d*/y))
    this.#copy(/_?/y)
    this.out += this.#text.slice(this.#at, this.#at + length)
    this.#at += length
  }

  #crate(): void {
    this.#take(/(?:s[0-9a-zA-Z]*_)?/y)
    const length = Number(this.#take(/0|[1-9]\d*/y))
    this.#take(/_?/y)
    const name = this.#text.slice(this.#at, this.#at + length)
    this.#at += length
    const renamed = this.#rename(name)
    this.out += `s${base62(1_000_003 + renamed.length * 7919)}${renamed.length}${/^[_0-9]/.test(renamed) ? '_' : ''}${renamed}`
  }

  path(): void {
    if (this.#backref()) return
    this.#mark()
    const tag = this.#copy(/[CMXYNI]/y)
    if (tag === 'C') this.#crate()
    if (tag === 'M' || tag === 'X') {
      this.#copy(/(?:s[0-9a-zA-Z]*_)?/y)
      this.path()
    }
    if (tag === 'M' || tag === 'X' || tag === 'Y') this.#type()
    if (tag === 'X' || tag === 'Y') this.path()
    if (tag === 'N') {
      this.#copy(/[a-zA-Z]/y)
      this.path()
      this.#identifier()
    }
    if (tag === 'I') {
      this.path()
      while (this.peek() !== 'E') this.#argument()
      this.#copy(/E/y)
    }
  }

  #argument(): void {
    if (this.peek() === 'L') this.#copy(/L[0-9a-zA-Z]*_/y)
    else if (this.peek() === 'K') {
      this.#copy(/K/y)
      this.#constant()
    } else this.#type()
  }

  #type(): void {
    if (this.#backref()) return
    if (/[CMXYNI]/.test(this.peek())) {
      this.path()
      return
    }
    this.#mark()
    const tag = this.#copy(/[a-zASTRQPOFD]/y)
    if (tag === 'R' || tag === 'Q') this.#copy(/(?:L[0-9a-zA-Z]*_)?/y)
    if ('ASRQPO'.includes(tag)) this.#type()
    if (tag === 'A') this.#constant()
    if (tag === 'T') this.#list(() => this.#type())
    if (tag === 'F') {
      this.#copy(/(?:G[0-9a-zA-Z]*_)?U?/y)
      if (this.peek() === 'K') {
        if (this.#copy(/KC?/y) === 'K') this.#identifier()
      }
      this.#list(() => this.#type())
      this.#type()
    }
    if (tag === 'D') {
      this.#copy(/(?:G[0-9a-zA-Z]*_)?/y)
      this.#list(() => {
        this.path()
        while (this.peek() === 'p') {
          this.#copy(/p/y)
          this.#identifier()
          this.#type()
        }
      })
      this.#copy(/L[0-9a-zA-Z]*_/y)
    }
  }

  #list(item: () => void): void {
    while (this.peek() !== 'E') item()
    this.#copy(/E/y)
  }

  #constant(): void {
    if (this.#backref()) return
    this.#mark()
    if (this.#copy(/[a-z]/y) !== 'p') this.#copy(/n?[0-9a-f]*_/y)
  }
}
