import { operators, standardNames } from './itanium-codes.ts'
import { type ItaniumCursor, plain, showTypes, stop, type Type } from './itanium-cursor.ts'
import { readExpression, readLiteral } from './itanium-expression.ts'
import { outsideOwnName, readParameters, readType } from './itanium-type.ts'

/** The name of a function, an object or a type. */
export interface ItaniumName {
  readonly text: string
  /** `const`, `&` behind a method's parameters. */
  readonly qualifiers: string
  /** Whether a return type stands before the parameters: of templates, other than constructors and conversions. */
  readonly returns: boolean
}

/** The last component of a name that is being read: what a constructor is called, and whether a return type follows. */
interface Component {
  readonly text: string
  readonly isTypeless: boolean
}

/** Reads a function with its parameters or an object, https://itanium-cxx-abi.github.io/cxx-abi/abi.html#mangling-structure. */
export function readEncoding(cursor: ItaniumCursor): string {
  return cursor.nested(() => {
    const special = readSpecial(cursor)
    if (special !== null) return special
    const { text, qualifiers, returns } = readName(cursor)
    if (cursor.atEnd || /[E.@]/.test(cursor.peek())) return text
    const parameters = outsideOwnName(cursor, () => {
      if (returns) readType(cursor)
      return readParameters(cursor)
    })
    return `${text}(${parameters})${qualifiers}`
  })
}

/** A function or object within a name has template arguments of its own, which `T_` stands for in it. */
export function inOwnScope<T>(cursor: ItaniumCursor, read: () => T): T {
  const { inOwnName, templateArguments } = cursor
  cursor.inOwnName = true
  const result = read()
  cursor.inOwnName = inOwnName
  if (!inOwnName) cursor.templateArguments = templateArguments
  return result
}

const specialNames: ReadonlyMap<string, string> = new Map([
  ['TV', 'vtable for '],
  ['TT', 'VTT for '],
  ['TI', 'typeinfo for '],
  ['TS', 'typeinfo name for '],
  ['TH', 'TLS init function for '],
  ['TW', 'TLS wrapper function for '],
  ['GV', 'guard variable for '],
])

function readSpecial(cursor: ItaniumCursor): string | null {
  const code = cursor.peek() + cursor.peek(1)
  const words = specialNames.get(code)
  if (words !== undefined) {
    cursor.expect(code)
    return words + (/^T[VTIS]$/.test(code) ? showTypes([readType(cursor)]) : readName(cursor).text)
  }
  if (code === 'Th' || code === 'Tv') {
    cursor.expect('T')
    return (readOffset(cursor) ? 'virtual thunk to ' : 'non-virtual thunk to ') + readEncoding(cursor)
  }
  if (code !== 'Tc') return null
  cursor.expect('Tc')
  readOffset(cursor)
  readOffset(cursor)
  return `covariant return thunk to ${readEncoding(cursor)}`
}

/** By how much a thunk moves `this`; returns whether it looks that up in the virtual table. */
function readOffset(cursor: ItaniumCursor): boolean {
  const isVirtual = cursor.eat('v')
  if (!isVirtual) cursor.expect('h')
  for (let numbers = isVirtual ? 2 : 1; numbers > 0; numbers--) {
    cursor.eat('n')
    cursor.digits()
    cursor.expect('_')
  }
  return isVirtual
}

/** Reads a name, https://itanium-cxx-abi.github.io/cxx-abi/abi.html#mangling.name. */
export function readName(cursor: ItaniumCursor): ItaniumName {
  return cursor.nested(() => {
    if (cursor.peek() === 'N') return readNested(cursor)
    if (cursor.peek() === 'Z') return readLocal(cursor)
    return readUnscoped(cursor)
  })
}

function readUnscoped(cursor: ItaniumCursor): ItaniumName {
  if (cursor.peek() === 'S' && cursor.peek(1) !== 't') {
    cursor.next()
    const known = standardNames.get(cursor.peek())
    if (known !== undefined) cursor.next()
    const template = known === undefined ? showTypes([cursor.substitution()]) : `std::${known}`
    const text = cursor.peek() === 'I' ? applied(template, cursor) : template
    return { text, qualifiers: '', returns: text !== template }
  }
  const scope = cursor.eat('St') ? 'std::' : ''
  const { text, isTypeless } = readComponent(cursor, '')
  const name = scope + text
  if (cursor.peek() !== 'I') return { text: name, qualifiers: '', returns: false }
  cursor.note(plain(name))
  return { text: applied(name, cursor), qualifiers: '', returns: !isTypeless }
}

function readNested(cursor: ItaniumCursor): ItaniumName {
  cursor.expect('N')
  let qualifiers = ''
  for (const [code, word] of [
    ['r', ' restrict'],
    ['V', ' volatile'],
    ['K', ' const'],
    ['R', ' &'],
    ['O', ' &&'],
  ] as const) {
    if (cursor.eat(code)) qualifiers = code === 'R' || code === 'O' ? qualifiers + word : word + qualifiers
  }
  let text = ''
  let last: Component = { text: '', isTypeless: false }
  let returns = false
  while (!cursor.eat('E')) {
    const code = cursor.peek()
    returns = false
    if (code === 'I') {
      text = applied(text, cursor)
      returns = !last.isTypeless
      cursor.note(plain(text))
    } else if (code === 'S' && cursor.peek(1) !== 't') {
      const start = readScope(cursor)
      text = start.text
      last = start
    } else if (code === 'T') {
      cursor.next()
      text = showTypes([cursor.note(cursor.templateArgument())])
    } else if (cursor.eat('St')) {
      text = 'std'
    } else if (!cursor.eat('M')) {
      last = readComponent(cursor, last.text)
      text = text === '' ? last.text : `${text}::${last.text}`
      cursor.note(plain(text))
    }
  }
  // The whole name was noted with its parts, but only a type is: and that is noted by whoever reads the type.
  cursor.forgetLast()
  return { text: text === '' ? stop() : text, qualifiers, returns }
}

/** What an `S` at the beginning of a nested name refers to. */
function readScope(cursor: ItaniumCursor): Component {
  cursor.expect('S')
  const known = standardNames.get(cursor.peek())
  if (known !== undefined) {
    cursor.next()
    return { text: `std::${known}`, isTypeless: false }
  }
  return { text: showTypes([cursor.substitution()]), isTypeless: false }
}

/** A name within a function. */
function readLocal(cursor: ItaniumCursor): ItaniumName {
  return inOwnScope(cursor, () => readLocalName(cursor))
}

function readLocalName(cursor: ItaniumCursor): ItaniumName {
  cursor.expect('Z')
  const scope = readEncoding(cursor)
  cursor.expect('E')
  if (cursor.eat('s')) {
    readDiscriminator(cursor)
    return { text: `${scope}::string literal`, qualifiers: '', returns: false }
  }
  if (cursor.eat('d')) {
    cursor.digits()
    cursor.expect('_')
  }
  const name = readName(cursor)
  readDiscriminator(cursor)
  return { ...name, text: `${scope}::${name.text}` }
}

function readDiscriminator(cursor: ItaniumCursor): void {
  if (cursor.eat('__')) {
    cursor.digits()
    cursor.expect('_')
  } else if (cursor.peek() === '_' && /\d/.test(cursor.peek(1))) {
    cursor.next()
    cursor.digits()
  }
}

function readComponent(cursor: ItaniumCursor, around: string): Component {
  cursor.eat('L')
  const { text, isTypeless } = readUntagged(cursor, around)
  let tags = ''
  while (cursor.eat('B')) tags += `[abi:${cursor.sourceName()}]`
  return { text: text + tags, isTypeless }
}

function readUntagged(cursor: ItaniumCursor, around: string): Component {
  const code = cursor.peek()
  if (/\d/.test(code)) return { text: cursor.sourceName(), isTypeless: false }
  if (code === 'U') return { text: readUnnamed(cursor), isTypeless: false }
  if (code === 'C' || code === 'D') {
    cursor.next()
    const inherits = cursor.eat('I')
    if (!/\d/.test(cursor.next())) stop()
    if (inherits) readType(cursor)
    const name =
      around
        .replace(/[[<].*/s, '')
        .split('::')
        .at(-1) ?? ''
    return { text: code === 'C' ? name : `~${name}`, isTypeless: true }
  }
  return readOperator(cursor)
}

function readOperator(cursor: ItaniumCursor): Component {
  const code = cursor.next() + cursor.next()
  if (code === 'cv') return { text: `operator ${showTypes([readType(cursor)])}`, isTypeless: true }
  if (code === 'li') return { text: `operator"" ${cursor.sourceName()}`, isTypeless: false }
  const operator = operators.get(code)
  return operator === undefined ? stop() : { text: `operator${operator}`, isTypeless: false }
}

/** Lambdas and types without a name, numbered as they come. */
function readUnnamed(cursor: ItaniumCursor): string {
  cursor.expect('U')
  if (cursor.eat('t')) return `{unnamed type#${cursor.sequence(10) + 1}}`
  cursor.expect('l')
  // Parameters declared `auto` are template parameters of the lambda's own.
  const outer = cursor.templateArguments
  cursor.templateArguments = Array.from({ length: 16 }, (_, index) => plain(`auto:${index + 1}`))
  const parameters = readParameters(cursor)
  cursor.templateArguments = outer
  cursor.expect('E')
  return `{lambda(${parameters})#${cursor.sequence(10) + 1}}`
}

/** A template with its arguments; `operator<` keeps apart from them. */
function applied(template: string, cursor: ItaniumCursor): string {
  const space = template.endsWith('<') ? ' ' : ''
  return template + space + readTemplateArguments(cursor)
}

/** Reads `<…>`. Those of the symbol's own name become what `T_` stands for, each as soon as it is read. */
export function readTemplateArguments(cursor: ItaniumCursor): string {
  return cursor.nested(() => {
    cursor.expect('I')
    const found: Type[] = []
    const isOwn = cursor.inOwnName
    if (isOwn) cursor.templateArguments = found
    cursor.inOwnName = false
    while (!cursor.eat('E')) found.push(readTemplateArgument(cursor))
    cursor.inOwnName = isOwn
    if (isOwn) cursor.templateArguments = found
    const text = showTypes(found)
    return text.endsWith('>') ? `<${text} >` : `<${text}>`
  })
}

function readTemplateArgument(cursor: ItaniumCursor): Type {
  switch (cursor.peek()) {
    case 'L':
      return plain(readLiteral(cursor))
    case 'X': {
      cursor.next()
      const expression = readExpression(cursor)
      cursor.expect('E')
      return plain(expression)
    }
    case 'J': {
      cursor.next()
      const pack: Type[] = []
      while (!cursor.eat('E')) pack.push(readTemplateArgument(cursor))
      return pack.flat()
    }
    default:
      return readType(cursor)
  }
}
