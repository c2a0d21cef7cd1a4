/**
 * Demangled C++ symbols as perf, c++filt, llvm-cxxfilt and pprof write them, with or without parameters and return type:
 * `void std::sort<It>(It, It)`, `spdlog::logger::log_<int&>`, `a::f(int)::{lambda()#1}::operator()() const`. Names that
 * stackcollapse-perf.pl cut at their first parenthesis are read as far as they go: brackets need not match.
 */

/** A symbol taken apart. */
export interface CppSymbol {
  /** The names of the scopes and the function, outermost first, without template arguments: `['spdlog', 'logger', 'log_']`. */
  readonly path: readonly string[]
  /** The function without scopes; of a closure, its function's. */
  readonly function: string
  /** The qualified names within brackets, in the order of the text. */
  readonly named: readonly NamedPath[]
}

/** The beginning of a qualified name, `['nlohmann', 'json']`, with how many brackets it stands in. */
export interface NamedPath {
  readonly path: readonly string[]
  readonly depth: number
}

/** What linkers and compilers put before a name for the code that they add to it. */
const addedBefore =
  /^(?:(?:non-virtual|virtual|covariant return) thunk to|(?:guard variable|vtable|VTT|typeinfo|typeinfo name|TLS (?:wrapper|init) function|reference temporary #\d+) for) /
const addedBehind =
  /(?:@plt|@{1,2}[A-Z]\w{0,30}_[\d.]{1,20}|\.(?:cold|isra|constprop|part|lto_priv|llvm|localalias)(?:\.\d{1,20})?| \[clone [^\]]{1,60}\])$/
const longestAddition = 80
const identifier = /[A-Za-z_$~\u0080-\uffff][\w$\u0080-\uffff]*/y
/** LLVM writes a template `operator<` for chars as `operator<<char>`. */
const operatorSign =
  / ?(?:<(?=<[A-Za-z_])|new\[\]|new|delete\[\]|delete|co_await|""\s?\w+|\(\)|\[\]|<=>|->\*|<<=|>>=|->|<<|>>|<=|>=|==|!=|&&|\|\||\+\+|--|[-+*/%^&|]=|[-+*/%^&|~!=<>,])/y
const anonymous = '(anonymous namespace)'
/** Closures of GCC and Clang, and what stands behind them: the name above them is the function's. */
const closure = /^(?:\{lambda|\{unnamed|'lambda|'unnamed|\$_\d|__invoke$|_FUN$)/
/** What can stand behind a method's parameters. Where a name follows, all of it was a return type: `f()::{lambda}::x() const& g()`. */
const qualifiers = /(?: (?:const|volatile|noexcept)\b| ?[&*]{1,2})*/y
const mostScopesNamed = 3
const mostNamed = 1024

/** The name of a C or C++ function without what compilers, linkers and symbol versions add: `cfree@GLIBC_2.2.5`. */
export function withoutAdditions(name: string): string {
  let kept = name.replace(addedBefore, '')
  for (;;) {
    // Only the end is searched, or a long text of near misses would be searched from each of them.
    const added = addedBehind.exec(kept.slice(-longestAddition))
    if (added === null || added[0].length === kept.length) return kept
    kept = kept.slice(0, -added[0].length)
  }
}

/** Reads a demangled symbol, or a plain C name. Linear in its length. */
export function parseCppSymbol(name: string): CppSymbol {
  return new SymbolReader(withoutAdditions(name)).read()
}

/** Reads one symbol, once, from left to right. */
class SymbolReader {
  readonly #text: string
  readonly #named: NamedPath[] = []
  #at = 0
  #depth = 0
  #path: string[] = []
  /** Whether the parameters of the last name of the path have been passed: a space then ends it. */
  #pastParameters = false
  /** Whether a declarator's parenthesis is open: `char const (&f(int)) [2]` returns an array. */
  #inDeclarator = false
  #ended = false

  constructor(text: string) {
    this.#text = text
  }

  read(): CppSymbol {
    while (this.#at < this.#text.length && !this.#ended) {
      if (this.#depth === 0) this.#stepOutside()
      else this.#stepInside()
    }
    const path = this.#path.length > 0 ? this.#path : [this.#text]
    const firstClosure = path.findIndex((part) => closure.test(part))
    const own = firstClosure > 0 ? path[firstClosure - 1] : path.at(-1)
    return { path, function: own ?? '', named: this.#named }
  }

  /** In the path itself. */
  #stepOutside(): void {
    const character = this.#text.charAt(this.#at)
    if (this.#text.startsWith(anonymous, this.#at)) this.#add(anonymous, anonymous.length)
    else if (this.#text.startsWith('::', this.#at)) {
      this.#pastParameters = false
      this.#at += 2
    } else if (character === ' ') this.#passSpace()
    else if (character === '{' || character === "'") this.#addClosure(character)
    else if (character === '(' && this.#at > 0 && this.#path.length === 0) this.#enterDeclarator()
    else if ('(<['.includes(character)) {
      this.#pastParameters ||= character === '('
      this.#open()
    } else if (character === ')' && this.#inDeclarator) this.#ended = true
    else if ('*&'.includes(character)) this.#forgetType()
    else this.#addIdentifier()
  }

  /** Before the parameters, a space ends a return type: what came is not the function's. Behind them, qualifiers follow. */
  #passSpace(): void {
    if (this.#path[0] === 'decltype' && !this.#pastParameters) {
      this.#at += 1
      return
    }
    if (this.#pastParameters && this.#path[0] !== 'decltype') {
      this.#at += this.#match(qualifiers).length
      this.#ended = !/^ (?!requires )[A-Za-z_]/.test(this.#text.slice(this.#at, this.#at + 10))
      if (this.#ended) return
    }
    this.#forgetType()
  }

  #enterDeclarator(): void {
    this.#inDeclarator = true
    this.#at += 1
  }

  /** What came was a return type, or the class of one that points to a member. */
  #forgetType(): void {
    this.#path = []
    this.#pastParameters = false
    this.#at += 1
  }

  #addClosure(quote: string): void {
    const word = this.#match(quote === '{' ? /\{[^(}]{0,64}/y : /'[^']{0,64}'?/y)
    if (quote === '{') this.#depth += 1
    this.#add(word, word.length)
  }

  #addIdentifier(): void {
    const word = this.#identifierHere()
    if (word === '') this.#at += 1
    else if (word === 'operator') this.#addOperator()
    else this.#add(word, word.length)
  }

  #addOperator(): void {
    this.#at += 'operator'.length
    const sign = this.#operatorSignHere()
    this.#at += sign.length
    if (sign === '') {
      // A conversion: up to the parameters, all is the type that it converts to.
      const end = this.#text.indexOf('(', this.#at)
      this.#at = end < 0 ? this.#text.length : end
    }
    this.#path.push(`operator${sign}`)
    // `operator<< <char>`: no space of a return type.
    if (this.#text.startsWith(' <', this.#at)) this.#at += 1
  }

  #add(part: string, length: number): void {
    this.#path.push(part)
    this.#at += length
  }

  /** In template arguments or parameters. */
  #stepInside(): void {
    const character = this.#text.charAt(this.#at)
    if ('<([{'.includes(character)) this.#open()
    else if ('>)]}'.includes(character)) {
      const isArrow = character === '>' && this.#text.charAt(this.#at - 1) === '-'
      if (!isArrow) this.#depth -= 1
      this.#at += 1
    } else this.#nameInside()
  }

  #nameInside(): void {
    const word = this.#identifierHere()
    if (word === '') {
      // `0ul` and the like: letters behind digits begin no name.
      const digits = this.#match(/\w+/y)
      this.#at += Math.max(1, digits.length)
      return
    }
    this.#at += word.length
    if (word === 'operator') this.#at += this.#operatorSignHere().length
    if (this.#text.charAt(this.#at) !== ':') return
    const path = [word]
    while (this.#text.startsWith('::', this.#at)) {
      this.#at += 2
      const next = this.#identifierHere()
      if (next === '') break
      this.#at += next.length
      if (path.length < mostScopesNamed) path.push(next)
    }
    if (path.length > 1 && this.#named.length < mostNamed) this.#named.push({ path, depth: this.#depth })
  }

  #open(): void {
    this.#depth += 1
    this.#at += 1
  }

  #identifierHere(): string {
    return this.#match(identifier)
  }

  #operatorSignHere(): string {
    return this.#match(operatorSign)
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at
    return pattern.exec(this.#text)?.[0] ?? ''
  }
}
