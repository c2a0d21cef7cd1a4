import { casts, literalSuffixes, operators, unaryOperators } from './itanium-codes.ts'
import { type ItaniumCursor, showTypes, stop } from './itanium-cursor.ts'
import { inOwnScope, readEncoding, readTemplateArguments } from './itanium-name.ts'
import { readType } from './itanium-type.ts'

/**
 * Reads an expression in a template argument, https://itanium-cxx-abi.github.io/cxx-abi/abi.html#expressions. Only the kinds
 * that library code is full of: constants, traits (`sr`), casts, calls, operators.
 */
export function readExpression(cursor: ItaniumCursor): string {
  return cursor.nested(() => {
    switch (cursor.peek()) {
      case 'L':
        return readLiteral(cursor)
      case 'T':
        return showTypes([readType(cursor)])
      default:
        return readCoded(cursor)
    }
  })
}

/** Reads `Lb1E`, `Li5E` or a reference to a function or object, `L_Z…E`. */
export function readLiteral(cursor: ItaniumCursor): string {
  cursor.expect('L')
  if (cursor.eat('_Z')) {
    const entity = inOwnScope(cursor, () => readEncoding(cursor))
    cursor.expect('E')
    return entity
  }
  const type = showTypes([readType(cursor)])
  const sign = cursor.eat('n') ? '-' : ''
  const digits = sign + readUntilEnd(cursor)
  if (type === 'bool') return digits === '0' ? 'false' : 'true'
  const suffix = literalSuffixes.get(type)
  if (suffix !== undefined) return digits + suffix
  return digits === '' || type === 'decltype(nullptr)' ? 'nullptr' : `(${type})${digits}`
}

function readUntilEnd(cursor: ItaniumCursor): string {
  let digits = ''
  while (!cursor.eat('E')) digits += cursor.next()
  return digits
}

function readCoded(cursor: ItaniumCursor): string {
  if (/\d/.test(cursor.peek())) return withArguments(cursor, cursor.sourceName())
  const code = cursor.next() + cursor.next()
  switch (code) {
    case 'sr':
      return readResolved(cursor)
    case 'sc':
    case 'dc':
    case 'rc':
    case 'cc': {
      const type = showTypes([readType(cursor)])
      return `${casts.get(code)}<${type}>(${readExpression(cursor)})`
    }
    case 'cv':
      return `(${showTypes([readType(cursor)])})${readExpression(cursor)}`
    case 'st':
      return `sizeof (${showTypes([readType(cursor)])})`
    case 'sZ':
      return `sizeof...(${readExpression(cursor)})`
    case 'sp':
      return `${readExpression(cursor)}...`
    case 'on':
      return withArguments(cursor, cursor.sourceName())
    case 'fp':
      return cursor.eat('T') ? 'this' : `{parm#${cursor.sequence(10) + 1}}`
    case 'cl':
      return readCall(cursor)
    case 'dt':
      return `${readExpression(cursor)}.${readExpression(cursor)}`
    default:
      return readOperation(cursor, code)
  }
}

/** A member of something that the template's arguments decide: names up to an `E`, or a type. */
function readResolved(cursor: ItaniumCursor): string {
  let scope = ''
  if (/\d/.test(cursor.peek())) while (!cursor.eat('E')) scope += `${withArguments(cursor, cursor.sourceName())}::`
  else scope = `${showTypes([readType(cursor)])}::`
  return scope + withArguments(cursor, cursor.sourceName())
}

function readCall(cursor: ItaniumCursor): string {
  const callee = readExpression(cursor)
  const values: string[] = []
  while (!cursor.eat('E')) values.push(readExpression(cursor))
  return `${callee}(${values.join(', ')})`
}

function readOperation(cursor: ItaniumCursor, code: string): string {
  const operator = operators.get(code)
  if (operator === undefined) return stop()
  const first = readExpression(cursor)
  return unaryOperators.has(code) ? `${operator}(${first})` : `(${first})${operator}(${readExpression(cursor)})`
}

function withArguments(cursor: ItaniumCursor, name: string): string {
  return cursor.peek() === 'I' ? name + readTemplateArguments(cursor) : name
}
