// Reads: demangled Rust symbols, `<a::B<c::D> as e::F>::g::{closure#0}`, `core::ptr::drop_in_place<a::B>`, with or without hashes.
// Producers: perf, c++filt, rustc-demangle, samply, pprof's symbolisers, of both manglings; rustc-demangle 0.1.24 prints both.
// stackcollapse-perf.pl cuts such a symbol at its first `(`: what stands before the cut is right, so it is read as far as it goes.

import type { Head, ImplHead, NamedCrate, RustSymbol } from './rust-symbol.ts'

const deepest = 512
const mostNamed = 1024

const keywords = new Set(['as', 'const', 'dyn', 'extern', 'for', 'impl', 'mut', 'unsafe'])
const wordPattern = /[\p{L}\p{M}\p{N}_]+/uy
/** A disambiguator behind a crate's name: `core[846817f741e54dfd]::ptr`. */
const hashPattern = /\[[0-9a-f]{1,16}\](?=::)/y
/** What a demangler may leave of hashes, for removal: of crates, and of a legacy symbol. */
const hashes = /\[[0-9a-f]{1,16}\](?=::)|::h[0-9a-f]{16}$/g
/** `{closure#0}`, `{{closure}}`, `{shim:vtable#0}`; not C++'s `{lambda(int)#1}`, `{unnamed type#1}`. */
const bracesPattern = /\{[\w.:]+(?:#\d+)?\}|\{\{[\w.:]+\}\}/y
/** What LLVM and demanglers append to a symbol. */
const suffixPattern = /^(?:\.(?:llvm|cold|warm|part|isra|constprop|lto_priv|\d+)(?:\.|$)| +(?:\[clone |\(\.)| *$)/
const characterPattern = /'(?:[^'\\]|\\[^']{1,12})'/uy

/** `<self>`, `<self as trait>` or `<impl trait for self>`, while it is read. */
interface Impl {
  /** How many crates were named before it. */
  readonly namedBefore: number
  self: Head | null
  reference: ImplHead['reference']
  trait: string | null
  traitName: string
  part: 'self' | 'trait'
  /** The last name read in these brackets themselves. */
  lastName: string
  /** Whether the `for` has been read. */
  turned: boolean
}

interface Bracket {
  readonly close: string
  readonly addsDepth: boolean
  /** Where the brackets are an impl on the way to the symbol's head. */
  readonly impl: Impl | null
}

/**
 * Reads a demangled symbol. Brackets that do not match are no mistake.
 *
 * @param symbol the name as recorded
 * @returns null where it is no Rust path, or names no crate in a place where a path begins
 */
export function readRustPath(symbol: string): RustSymbol | null {
  return new PathReader(symbol).read()
}

/** Reads one symbol, once, from left to right. */
class PathReader {
  readonly #text: string
  readonly #brackets: Bracket[] = []
  readonly #named: NamedCrate[] = []
  #position = 0
  #depth = 0
  #state: 'reading' | 'whole' | 'cut' | 'refused' = 'reading'
  #function = ''
  #head: Head | null = null
  #self: Head | null = null
  /** What the next path is, where it is not just one more that is named. */
  #wanted: 'head' | 'trait' | null = 'head'

  constructor(symbol: string) {
    this.#text = symbol.trimStart()
  }

  read(): RustSymbol | null {
    while (this.#position < this.#text.length && this.#state === 'reading') this.#step()
    if (this.#brackets.length > 0 && this.#state === 'reading') this.#state = 'cut'
    while (this.#brackets.length > 0) this.#close()
    if (this.#state === 'refused' || (this.#head === null && this.#named.length === 0)) return null
    const cut = this.#state === 'cut'
    const text = this.#text.slice(0, this.#position).replace(hashes, '')
    return {
      text: cut ? `${text}…` : text,
      function: this.#function || text,
      head: this.#head,
      self: this.#self,
      named: this.#named,
      instantiatedBy: null,
      instances: [],
      cut,
    }
  }

  #step(): void {
    const character = this.#text.charAt(this.#position)
    if (/[\p{L}\p{M}\p{N}_]/u.test(character)) this.#word()
    else if (character === '<') this.#openAngle()
    else if (this.#brackets.length === 0) this.#punctuationOutside(character)
    else this.#punctuationInside(character)
  }

  /** Outside all brackets a Rust path has little beside names: anything else is another language, or the symbol's suffix. */
  #punctuationOutside(character: string): void {
    if (character === ':' && this.#text.startsWith('::', this.#position)) {
      this.#position += 2
      return
    }
    if (character === '{') {
      bracesPattern.lastIndex = this.#position
      const braces = bracesPattern.exec(this.#text)?.[0].length ?? 0
      this.#position += braces
      if (braces > 0) return
    }
    const isSuffix = suffixPattern.test(this.#text.slice(this.#position, this.#position + 16))
    this.#state = isSuffix ? 'whole' : 'refused'
  }

  #punctuationInside(character: string): void {
    switch (character) {
      case '(':
      case '[':
        if (this.#wanted === 'head') this.#wanted = null
        this.#open({ close: character === '(' ? ')' : ']', addsDepth: true, impl: null })
        return
      case '>':
      case ')':
      case ']': {
        const closes = this.#brackets.at(-1)?.close === character && this.#text.charAt(this.#position - 1) !== '-'
        this.#position++
        if (closes) this.#close()
        return
      }
      case '{':
        this.#skipTo(endOfBraces(this.#text, this.#position))
        return
      case "'":
      case '"':
        this.#skipTo(endOfQuotes(this.#text, this.#position))
        return
      case '&': {
        const impl = this.#brackets.at(-1)?.impl
        if (impl && this.#wanted === 'head') impl.reference = 'shared'
        this.#position++
        return
      }
      case '*':
        // A raw pointer is a type of std, whatever it points to.
        if (this.#wanted === 'head') this.#wanted = null
        this.#position++
        return
      default:
        this.#position++
    }
  }

  #skipTo(end: number): void {
    if (end < 0) this.#state = 'cut'
    this.#position = end < 0 ? this.#text.length : end
  }

  #openAngle(): void {
    const isImpl = this.#text.startsWith('<impl ', this.#position)
    const isArguments = !isImpl && /[\p{L}\p{N}_:]/u.test(this.#text.charAt(this.#position - 1))
    // `module::<impl trait for self>::method`, as legacy symbols have it: the head is known, the self type is to come.
    if (isImpl && this.#brackets.length === 0) this.#wanted = 'head'
    const impl = this.#wanted === 'head' && !isArguments ? newImpl(this.#named.length) : null
    this.#open({ close: '>', addsDepth: isArguments, impl })
  }

  #open(bracket: Bracket): void {
    if (this.#brackets.length === deepest) {
      this.#state = 'cut'
      return
    }
    this.#position++
    this.#brackets.push(bracket)
    if (bracket.addsDepth) this.#depth++
  }

  #close(): void {
    const bracket = this.#brackets.pop()
    if (bracket?.addsDepth) this.#depth--
    if (!bracket?.impl) return
    this.#wanted = null
    const whole = this.#wholeOf(bracket.impl)
    const outer = this.#brackets.at(-1)?.impl
    if (outer) {
      outer.self = whole
      return
    }
    this.#self = bracket.impl.self
    this.#head ??= whole
  }

  #wholeOf({ self, reference, trait, traitName, lastName, turned }: Impl): Head | null {
    if (trait !== null)
      return { kind: 'impl', self, reference, trait: { crate: trait, name: turned ? traitName : lastName } }
    // Of `<self` that is cut, nobody knows whether a trait would have followed.
    return this.#state === 'cut' ? self : { kind: 'impl', self, reference, trait: null }
  }

  #word(): void {
    const start = this.#position
    wordPattern.lastIndex = start
    const word = wordPattern.exec(this.#text)?.[0] ?? this.#text.charAt(start)
    hashPattern.lastIndex = start + word.length
    this.#position = start + word.length + (hashPattern.exec(this.#text)?.[0].length ?? 0)
    // Within a path a keyword is a name: symbols leave out the mark of a raw identifier (`r#as`).
    const isWithin = this.#text.endsWith('::', start)
    const isRoot = this.#text.startsWith('::', this.#position) && !isWithin
    if (isRoot) this.#crate(word)
    else if (!isWithin && keywords.has(word)) this.#keyword(word)
    else this.#plainWord(word)
  }

  /** A crate, where a path begins. */
  #crate(crate: string): void {
    const wanted = this.#wanted
    const impl = this.#brackets.at(-1)?.impl
    this.#wanted = null
    if (wanted === 'head' && !impl) {
      this.#head = { kind: 'crate', crate, rule: 'crate of the path' }
      return
    }
    if (wanted === 'head' && impl) impl.self = { kind: 'crate', crate, rule: 'crate of the self type' }
    if (wanted === 'trait' && impl) impl.trait = crate
    const isOutermostTrait = wanted === 'trait' && this.#brackets.length === 1
    if (isOutermostTrait || this.#named.length === mostNamed) return
    this.#named.push({ crate, depth: this.#depth, place: this.#brackets[0]?.impl?.part ?? 'elsewhere' })
  }

  #keyword(word: string): void {
    const impl = this.#brackets.at(-1)?.impl
    if (!impl) return
    if (word === 'mut' && impl.reference !== null && this.#wanted === 'head') impl.reference = 'mutable'
    if (word === 'as') {
      impl.part = 'trait'
      this.#wanted = 'trait'
    } else if (word === 'for' && this.#text.charAt(this.#position) !== '<') {
      this.#turn(impl)
    }
  }

  /** In `<impl trait for self>`: what was read was the trait, the self type follows. */
  #turn(impl: Impl): void {
    if (impl.turned) return
    impl.turned = true
    const read = impl.self
    impl.trait = read?.kind === 'crate' ? read.crate : null
    impl.traitName = impl.lastName
    impl.self = null
    impl.reference = null
    this.#wanted = 'head'
    if (this.#brackets.length > 1) return
    const ofTrait = this.#named.splice(impl.namedBefore)
    this.#named.push(...ofTrait.slice(read === null ? 0 : 1).map((named) => ({ ...named, place: 'trait' as const })))
  }

  /** A word that begins no path: a name within one, a type parameter, a primitive type, a number. */
  #plainWord(word: string): void {
    this.#wanted = null
    const impl = this.#brackets.at(-1)?.impl
    if (impl) impl.lastName = word
    if (this.#brackets.length === 0 && !/^h[0-9a-f]{16}$/.test(word)) this.#function = word
  }
}

function newImpl(namedBefore: number): Impl {
  return {
    namedBefore,
    self: null,
    reference: null,
    trait: null,
    traitName: '',
    part: 'self',
    lastName: '',
    turned: false,
  }
}

/** The index behind the braces that open at `start`, as in `{closure#0}`, `{{closure}}`; -1 where they do not close. */
function endOfBraces(text: string, start: number): number {
  let open = 0
  for (let position = start; position < text.length; position++) {
    const character = text.charAt(position)
    if (character === '{') open++
    if (character === '}' && --open === 0) return position + 1
  }
  return -1
}

/** The index behind a lifetime (`'a`), a character (`'<'`) or a string that begins at `start`; -1 where it does not end. */
function endOfQuotes(text: string, start: number): number {
  if (text.charAt(start) === "'") {
    characterPattern.lastIndex = start
    return start + (characterPattern.exec(text)?.[0].length ?? 1)
  }
  for (let position = start + 1; position < text.length; position++) {
    const character = text.charAt(position)
    if (character === '"') return position + 1
    if (character === '\\') position++
  }
  return -1
}
