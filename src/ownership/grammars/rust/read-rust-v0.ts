// Reads: raw symbols of Rust's v0 mangling, `_RNvXs0_NtCs9Oot8CAy6cz_7tracing..` (macOS: `__R..`), with LLVM's suffixes.
// Producer: rustc, on request since 1.37, by default on nightly since November 2025; std's own symbols in every newer build.
// Specified: RFC 2603 and https://doc.rust-lang.org/rustc/symbol-mangling/v0.html, read as of rustc 1.95.

import type { CrateInstance, Head, RustSymbol } from './rust-symbol.ts'
import { rustV0BasicTypes } from './rust-v0-basic-types.ts'
import { readV0Constant, readV0Pattern } from './rust-v0-constant.ts'
import { base62Value, RustV0Cursor } from './rust-v0-cursor.ts'

/**
 * Reads a raw v0 symbol. Its owner is exact: the path of an impl says in which crate the impl is written.
 *
 * @param symbol the name as recorded
 * @returns null where it is no v0 symbol; one that breaks off is read as far as it goes
 */
export function readRustV0(symbol: string): RustSymbol | null {
  const start = /^__?R(?=[CMXYNI])/.exec(symbol)
  return start === null ? null : new V0Reader(symbol, start[0].length).read()
}

/** The part that a path plays: the symbol's own, the trait of its impl, or one that either of them names. */
type Role = 'head' | 'trait' | 'named'

/** Reads one symbol, once. Every method prints what it reads. */
class V0Reader {
  readonly #cursor: RustV0Cursor
  #head: Head | null = null
  #self: Head | null = null
  #function = ''
  readonly #instances = new Map<string, CrateInstance>()

  constructor(symbol: string, start: number) {
    this.#cursor = new RustV0Cursor(symbol, start)
  }

  read(): RustSymbol | null {
    const cursor = this.#cursor
    this.#path('head', true)
    const text = cursor.stopped ? `${cursor.text}…` : cursor.text
    const instantiatedBy = /[A-Z]/.test(cursor.peek()) ? cursor.silently(() => this.#path('named', false)) : null
    if (this.#head === null || !['', '.', '$'].includes(cursor.peek())) return null
    return {
      text,
      function: this.#function || text,
      head: this.#head,
      self: this.#self,
      named: cursor.named,
      instantiatedBy,
      instances: [...this.#instances.values()],
      cut: cursor.stopped,
    }
  }

  /** Returns the crate whose code the path is; null where the symbol breaks off. */
  #path(role: Role, inValue: boolean): string | null {
    const crate = this.#cursor.enter() ? this.#pathInside(role, inValue) : null
    this.#cursor.leave()
    return crate
  }

  #pathInside(role: Role, inValue: boolean): string | null {
    switch (this.#cursor.next()) {
      case 'C':
        return this.#crateRoot(role)
      case 'N':
        return this.#nested(role, inValue)
      case 'M':
        return this.#impl(role, false)
      case 'X':
        return this.#impl(role, true)
      case 'Y':
        return this.#traitItem(role)
      case 'I': {
        const crate = this.#path(role, inValue)
        this.#cursor.print(inValue ? '::<' : '<')
        this.#genericArguments()
        this.#cursor.print('>')
        return crate
      }
      case 'B':
        return this.#cursor.backReference(() => this.#path(role, inValue))
      default:
        return this.#cursor.stop()
    }
  }

  #crateRoot(role: Role): string | null {
    const hash = this.#cursor.tagged('s')
    const crate = this.#cursor.identifier()
    if (crate === '') return this.#cursor.stop()
    if (hash !== null) this.#instances.set(`${crate} ${hash}`, { crate, hash })
    this.#cursor.print(crate)
    if (role === 'head') this.#head = { kind: 'crate', crate, rule: 'crate of the path' }
    if (role === 'named') this.#cursor.note(crate)
    return crate
  }

  #nested(role: Role, inValue: boolean): string | null {
    const namespace = this.#cursor.next()
    if (!/[A-Za-z]/.test(namespace)) return this.#cursor.stop()
    const crate = this.#path(role, inValue)
    const disambiguator = this.#cursor.tagged('s')
    const name = this.#cursor.identifier()
    if (/[A-Z]/.test(namespace)) {
      const special = namespace === 'C' ? 'closure' : namespace === 'S' ? 'shim' : namespace
      const index = disambiguator === null ? 0 : base62Value(disambiguator) + 1
      this.#cursor.print(`::{${special}${name === '' ? '' : `:${name}`}#${index}}`)
    } else if (name !== '') {
      this.#cursor.print(`::${name}`)
      if (role === 'head') this.#function = name
    }
    return crate
  }

  /** `<self>` or `<self as trait>`, behind the path of the module that the impl is written in, which is not printed. */
  #impl(role: Role, ofTrait: boolean): string | null {
    this.#cursor.tagged('s')
    const crate = this.#cursor.silently(() => this.#path('named', false))
    if (role === 'head' && crate !== null) {
      this.#head = { kind: 'crate', crate, rule: 'crate that the impl is written in' }
    }
    this.#cursor.print('<')
    this.#selfType(role)
    if (ofTrait) this.#trait(role)
    this.#cursor.print('>')
    return crate
  }

  /**
   * `<self as trait>` without an impl: a method that the trait provides, so the trait's crate wrote it. But the methods of `Fn`,
   * `FnMut`, `FnOnce` have no code of their own: there it is the compiler's shim around the body of a closure, the self type.
   */
  #traitItem(role: Role): string | null {
    this.#cursor.print('<')
    const self = this.#selfType(role)
    const traitStart = this.#cursor.text.length
    const trait = this.#trait(role)
    const isCall = self !== null && /^ as core::ops::(?:async_)?function::/.test(this.#cursor.text.slice(traitStart))
    this.#cursor.print('>')
    const crate = isCall ? self : trait
    if (role === 'head' && crate !== null) {
      const rule = isCall ? 'crate of the closure that is called' : 'crate of the trait that provides the method'
      this.#head = { kind: 'crate', crate, rule }
    }
    return crate
  }

  #selfType(role: Role): string | null {
    if (role !== 'head') return this.#type()
    this.#cursor.place = 'self'
    const self = this.#type()
    this.#cursor.place = 'elsewhere'
    if (self !== null) this.#self = { kind: 'crate', crate: self, rule: 'crate of the self type' }
    return self
  }

  #trait(role: Role): string | null {
    this.#cursor.print(' as ')
    if (role !== 'head') return this.#path(role, false)
    this.#cursor.place = 'trait'
    const trait = this.#path('trait', false)
    this.#cursor.place = 'elsewhere'
    return trait
  }

  #genericArguments(): void {
    this.#cursor.list(', ', () => {
      const lifetime = this.#cursor.tagged('L')
      if (lifetime !== null) this.#cursor.print(this.#cursor.lifetime(lifetime))
      else if (this.#cursor.eat('K')) this.#constant()
      else this.#type()
    })
  }

  #constant(): void {
    readV0Constant(this.#cursor, () => this.#path('named', true))
  }

  /** Returns the crate that defines the type; null for what no crate defines (`u8`, `(A, B)`, `fn()`). */
  #type(): string | null {
    const crate = this.#cursor.enter() ? this.#typeInside() : null
    this.#cursor.leave()
    return crate
  }

  #typeInside(): string | null {
    const cursor = this.#cursor
    const tag = cursor.peek()
    if (/[CMXYNI]/.test(tag)) return this.#path('named', false)
    cursor.next()
    const basic = rustV0BasicTypes.get(tag)
    if (basic !== undefined) {
      cursor.print(basic)
      return null
    }
    switch (tag) {
      case 'R':
      case 'Q':
        return this.#reference(tag === 'Q')
      case 'P':
      case 'O':
        cursor.print(tag === 'P' ? '*const ' : '*mut ')
        this.#type()
        return null
      case 'A':
      case 'S':
        return this.#array(tag === 'A')
      case 'T':
        cursor.print('(')
        cursor.print(cursor.list(', ', () => this.#type()) === 1 ? ',)' : ')')
        return null
      case 'F':
        return cursor.withBinder(() => this.#functionPointer())
      case 'D':
        return this.#dynamic()
      case 'W':
        return this.#restricted()
      case 'B':
        return cursor.backReference(() => this.#type())
      default:
        return cursor.stop()
    }
  }

  #reference(mutable: boolean): string | null {
    const digits = this.#cursor.tagged('L')
    const lifetime = digits === null ? "'_" : this.#cursor.lifetime(digits)
    this.#cursor.print(`&${lifetime === "'_" ? '' : `${lifetime} `}${mutable ? 'mut ' : ''}`)
    return this.#type()
  }

  #array(hasLength: boolean): null {
    this.#cursor.print('[')
    this.#cursor.deeper(() => this.#type())
    if (hasLength) {
      this.#cursor.print('; ')
      this.#constant()
    }
    this.#cursor.print(']')
    return null
  }

  #functionPointer(): null {
    const cursor = this.#cursor
    if (cursor.eat('U')) cursor.print('unsafe ')
    if (cursor.eat('K')) cursor.print(`extern "${cursor.eat('C') ? 'C' : cursor.identifier().replaceAll('_', '-')}" `)
    cursor.print('fn(')
    cursor.list(', ', () => this.#type())
    cursor.print(')')
    if (cursor.eat('u')) return null
    cursor.print(' -> ')
    this.#type()
    return null
  }

  /** `dyn A<B, Item = C> + D`: a type of the first trait's crate. */
  #dynamic(): string | null {
    const cursor = this.#cursor
    cursor.print('dyn ')
    let crate: string | null = null
    cursor.withBinder(() => {
      for (let count = 0; !cursor.stopped && !cursor.eat('E'); count++) {
        if (count > 0) cursor.print(' + ')
        const trait = this.#dynamicTrait()
        crate ??= trait
      }
    })
    const lifetime = cursor.tagged('L')
    if (lifetime === null) return cursor.stop()
    if (lifetime !== '') cursor.print(` + ${cursor.lifetime(lifetime)}`)
    return crate
  }

  #dynamicTrait(): string | null {
    const cursor = this.#cursor
    const { crate, open } = this.#traitLeftOpen()
    let separator = open ? ', ' : '<'
    while (cursor.eat('p')) {
      cursor.print(`${separator}${cursor.identifier()} = `)
      cursor.deeper(() => this.#type())
      separator = ', '
    }
    if (separator !== '<') cursor.print('>')
    return crate
  }

  /** A trait whose `<..>` is not closed yet, since its associated types follow in the same brackets. */
  #traitLeftOpen(): { crate: string | null; open: boolean } {
    const cursor = this.#cursor
    if (cursor.eat('B')) return cursor.backReference(() => this.#traitLeftOpen()) ?? { crate: null, open: false }
    if (!cursor.eat('I')) return { crate: this.#path('named', false), open: false }
    const crate = this.#path('named', false)
    cursor.print('<')
    this.#genericArguments()
    return { crate, open: true }
  }

  /** A type whose values are restricted, as in `NonNull`. */
  #restricted(): null {
    const cursor = this.#cursor
    cursor.print('(')
    this.#type()
    cursor.print(' is ')
    readV0Pattern(cursor, () => this.#path('named', true))
    cursor.print(')')
    return null
  }
}
