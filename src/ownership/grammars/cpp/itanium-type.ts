import { builtinTypes, laterTypes } from './itanium-codes.ts'
import { type Declarator, type ItaniumCursor, plain, showTypes, stop, type Type } from './itanium-cursor.ts'
import { readExpression } from './itanium-expression.ts'
import { readName, readTemplateArguments } from './itanium-name.ts'

/** Reads a type, https://itanium-cxx-abi.github.io/cxx-abi/abi.html#mangling-type. */
export function readType(cursor: ItaniumCursor): Type {
  return cursor.nested(() => readTypeInside(cursor))
}

function readTypeInside(cursor: ItaniumCursor): Type {
  const code = cursor.peek()
  const builtin = builtinTypes.get(code)
  if (builtin !== undefined) {
    cursor.next()
    return plain(builtin)
  }
  switch (code) {
    case 'r':
    case 'V':
    case 'K':
      return cursor.note(readQualified(cursor))
    case 'P':
    case 'R':
    case 'O': {
      cursor.next()
      const mark = code === 'P' ? '*' : code === 'R' ? '&' : '&&'
      return cursor.note(readType(cursor).map((type) => pointTo(type, mark)))
    }
    case 'C':
    case 'G':
      cursor.next()
      return cursor.note(append(readType(cursor), code === 'C' ? ' _Complex' : ' _Imaginary'))
    case 'F':
      return cursor.note(readFunction(cursor))
    case 'A':
      return cursor.note(readArray(cursor))
    case 'M':
      return cursor.note(readMemberPointer(cursor))
    case 'T':
      return readTemplateParameter(cursor)
    case 'S':
      return cursor.peek(1) === 't' ? readClass(cursor) : readSubstituted(cursor)
    case 'D':
      return readLaterType(cursor)
    case 'u':
      cursor.next()
      return cursor.note(plain(cursor.sourceName()))
    case 'U': {
      cursor.next()
      const qualifier = cursor.sourceName()
      return cursor.note(append(readType(cursor), ` ${qualifier}`))
    }
    default:
      return readClass(cursor)
  }
}

/** A class or enumeration. Its template arguments are not those that `T_` refers to. */
function readClass(cursor: ItaniumCursor): Type {
  return cursor.note(plain(outsideOwnName(cursor, () => readName(cursor).text)))
}

function readSubstituted(cursor: ItaniumCursor): Type {
  // The abbreviations (`Ss`) are names, and are not noted; `S_` refers to something noted before.
  if (/[a-z]/.test(cursor.peek(1))) {
    const text = outsideOwnName(cursor, () => readName(cursor).text)
    return text.endsWith('>') ? cursor.note(plain(text)) : plain(text)
  }
  cursor.next()
  return withArguments(cursor, cursor.substitution())
}

function readTemplateParameter(cursor: ItaniumCursor): Type {
  cursor.next()
  if (/[sue]/.test(cursor.peek())) {
    cursor.next()
    return readClass(cursor)
  }
  return withArguments(cursor, cursor.note(cursor.templateArgument()))
}

function withArguments(cursor: ItaniumCursor, template: Type): Type {
  if (cursor.peek() !== 'I') return template
  const text = outsideOwnName(cursor, () => showTypes([template]) + readTemplateArguments(cursor))
  return cursor.note(plain(text))
}

/** For what is read beside the symbol's own name: `T_` keeps what it stands for. */
export function outsideOwnName<T>(cursor: ItaniumCursor, read: () => T): T {
  const before = cursor.inOwnName
  cursor.inOwnName = false
  const result = read()
  cursor.inOwnName = before
  return result
}

function readQualified(cursor: ItaniumCursor): Type {
  let words = ''
  if (cursor.eat('r')) words = ' restrict'
  if (cursor.eat('V')) words = ` volatile${words}`
  if (cursor.eat('K')) words = ` const${words}`
  return append(readType(cursor), words)
}

/** A function's qualifiers stand behind its parameters, all other types' right behind the type. */
function append(type: Type, words: string): Type {
  return type.map(({ left, right, binds }) =>
    binds ? { left, right: right + words, binds } : { left: left + words, right, binds },
  )
}

function pointTo({ left, right, binds }: Declarator, mark: string): Declarator {
  if (binds) return { left: `${left}(${mark}`, right: `)${right.startsWith('[') ? ' ' : ''}${right}`, binds: false }
  // A reference to a reference is one: both have to be `&&` for it to stay `&&`.
  if (mark !== '*' && (right === '' || right.startsWith(')')) && left.endsWith('&')) {
    const bare = left.replace(/&+$/, '')
    return { left: bare + (mark === '&&' && left.endsWith('&&') ? '&&' : '&'), right, binds }
  }
  return { left: left + mark, right, binds }
}

function readFunction(cursor: ItaniumCursor): Type {
  cursor.expect('F')
  cursor.eat('Y')
  const returns = showTypes([readType(cursor)])
  const parameters = readParameters(cursor)
  const reference = cursor.eat('R') ? ' &' : cursor.eat('O') ? ' &&' : ''
  cursor.expect('E')
  return [{ left: `${returns} `, right: `(${parameters})${reference}`, binds: true }]
}

/** The parameters of a function, up to what ends them. */
export function readParameters(cursor: ItaniumCursor): string {
  const parameters: Type[] = []
  const reads = (): boolean =>
    !cursor.atEnd && !/[E.@]/.test(cursor.peek()) && !/^[RO]E/.test(cursor.peek() + cursor.peek(1))
  while (reads()) parameters.push(readType(cursor))
  const text = showTypes(parameters)
  return text === 'void' ? '' : text
}

function readArray(cursor: ItaniumCursor): Type {
  cursor.expect('A')
  const digits = cursor.digits()
  const length = digits === '' && cursor.peek() !== '_' ? readExpression(cursor) : digits
  cursor.expect('_')
  return readType(cursor).map(({ left, right, binds }) => {
    const spaced = binds || left.endsWith(' ') ? left : `${left} `
    return { left: spaced, right: `[${length}]${right}`, binds: true }
  })
}

function readMemberPointer(cursor: ItaniumCursor): Type {
  cursor.expect('M')
  const owner = showTypes([readType(cursor)])
  return readType(cursor).map(({ left, right, binds }) =>
    binds
      ? { left: `${left}(${owner}::*`, right: `)${right}`, binds: false }
      : { left: `${left} ${owner}::*`, right, binds },
  )
}

function readLaterType(cursor: ItaniumCursor): Type {
  cursor.expect('D')
  const code = cursor.next()
  const name = laterTypes.get(code)
  if (name !== undefined) return plain(name)
  switch (code) {
    case 'p':
      return cursor.note(readType(cursor))
    case 't':
    case 'T': {
      const expression = readExpression(cursor)
      cursor.expect('E')
      return cursor.note(plain(`decltype (${expression})`))
    }
    case 'o':
      return cursor.note(append(readFunction(cursor), ' noexcept'))
    case 'v': {
      const length = cursor.digits()
      cursor.expect('_')
      return cursor.note(append(readType(cursor), ` __vector(${length})`))
    }
    case 'F': {
      const bits = cursor.digits()
      cursor.expect('_')
      return plain(`_Float${bits}`)
    }
    default:
      return stop()
  }
}
