/** A symbol that ends early, or says what this reader does not read: it stops at once, and its caller shows less. */
export const unreadable = new Error('not a symbol of the Itanium C++ ABI')

/** Compilers come to some 60 levels. */
const deepest = 128
/** Substitutions can double a text with every ten characters: no name that a person reads is longer. */
const longestText = 16_384

/**
 * A type or a list of them (what a parameter pack stands for). Declarators of C++ go around what they declare: of
 * `void (*)(int)`, `void (*` stands before a name and `)(int)` behind it.
 */
export type Type = readonly Declarator[]

export interface Declarator {
  readonly left: string
  readonly right: string
  /** Functions and arrays: a pointer to them needs parentheses. */
  readonly binds: boolean
}

export function plain(text: string): Type {
  return [{ left: text, right: '', binds: false }]
}

/** Where a symbol is read, and what it can refer back to. */
export class ItaniumCursor {
  readonly #text: string
  readonly #substitutions: Type[] = []
  #at: number
  #depth = 0
  /** What `T_`, `T0_` stand for: the arguments of the template that the symbol itself is. */
  templateArguments: Type[] = []
  /** Whether template arguments are being read that `T_` refers to: those of the symbol's own name, not of a type in it. */
  inOwnName = true

  constructor(text: string, at: number) {
    this.#text = text
    this.#at = at
  }

  get atEnd(): boolean {
    return this.#at >= this.#text.length
  }

  peek(ahead = 0): string {
    return this.#text.charAt(this.#at + ahead)
  }

  next(): string {
    if (this.atEnd) throw unreadable
    return this.#text.charAt(this.#at++)
  }

  eat(expected: string): boolean {
    if (!this.#text.startsWith(expected, this.#at)) return false
    this.#at += expected.length
    return true
  }

  expect(expected: string): void {
    if (!this.eat(expected)) throw unreadable
  }

  digits(): string {
    const from = this.#at
    while (this.peek() >= '0' && this.peek() <= '9') this.#at++
    return this.#text.slice(from, this.#at)
  }

  /** A name with its length before it. */
  sourceName(): string {
    const length = Number(this.digits())
    const name = this.#text.slice(this.#at, this.#at + length)
    if (length === 0 || name.length < length) throw unreadable
    this.#at += length
    return name.startsWith('_GLOBAL__N') ? '(anonymous namespace)' : name
  }

  /** A number in base 36 or 10 up to its `_`, where none counts as 0 and 0 as 1. */
  sequence(radix: 10 | 36): number {
    const from = this.#at
    const end = this.#text.indexOf('_', from)
    const digits = end < 0 ? '' : this.#text.slice(from, end)
    if (end < 0 || !(radix === 36 ? /^[\dA-Z]{0,6}$/ : /^\d{0,6}$/).test(digits)) throw unreadable
    this.#at = end + 1
    return digits === '' ? 0 : Number.parseInt(digits, radix) + 1
  }

  /** One level of the grammar. */
  nested<T>(read: () => T): T {
    if (++this.#depth > deepest) throw unreadable
    const result = read()
    this.#depth--
    return result
  }

  /** Notes what a later `S_` can refer to. */
  note(type: Type): Type {
    for (const { left, right } of type) if (left.length + right.length > longestText) throw unreadable
    this.#substitutions.push(type)
    return type
  }

  forgetLast(): void {
    this.#substitutions.pop()
  }

  substitution(): Type {
    return this.#substitutions[this.sequence(36)] ?? stop()
  }

  templateArgument(): Type {
    return this.templateArguments[this.sequence(10)] ?? stop()
  }
}

export function stop(): never {
  throw unreadable
}

/** Joins a list of types as C++ writes it. */
export function showTypes(types: readonly Type[]): string {
  const text = types.flatMap((type) => type.map(({ left, right }) => left + right)).join(', ')
  if (text.length > longestText) throw unreadable
  return text
}
