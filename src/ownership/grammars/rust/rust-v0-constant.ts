import type { RustV0Cursor } from './rust-v0-cursor.ts'

/**
 * Prints a constant in type arguments: `3`, `true`, `'x'`, `"text"`, `Path { field: 1 }`.
 *
 * @param readPath prints the path of a struct or an enum's variant
 */
export function readV0Constant(cursor: RustV0Cursor, readPath: () => void): void {
  if (cursor.enter()) readConstant(cursor, readPath)
  cursor.leave()
}

/** Prints what the values of a restricted type are limited to: `0..=9`, `!null`. `readPath` as above. */
export function readV0Pattern(cursor: RustV0Cursor, readPath: () => void): void {
  if (cursor.enter()) readPattern(cursor, readPath)
  cursor.leave()
}

function readPattern(cursor: RustV0Cursor, readPath: () => void): void {
  switch (cursor.next()) {
    case 'R':
      readV0Constant(cursor, readPath)
      cursor.print('..=')
      readV0Constant(cursor, readPath)
      return
    case 'N':
      cursor.print('!null')
      return
    case 'O':
      cursor.list(' | ', () => readV0Pattern(cursor, readPath))
      return
    default:
      cursor.stop()
  }
}

function readConstant(cursor: RustV0Cursor, readPath: () => void): void {
  const nested = () => readV0Constant(cursor, readPath)
  const tag = cursor.next()
  if (/[hmtyoj]/.test(tag)) {
    cursor.print(integer(cursor.hexadecimal()))
    return
  }
  if (/[aslxni]/.test(tag)) {
    cursor.print(`${cursor.eat('n') ? '-' : ''}${integer(cursor.hexadecimal())}`)
    return
  }
  switch (tag) {
    case 'p':
      cursor.print('_')
      return
    case 'b':
      cursor.print(cursor.hexadecimal() === '0' ? 'false' : 'true')
      return
    case 'c':
      cursor.print(`'${character(cursor.hexadecimal())}'`)
      return
    case 'e':
      cursor.print(`*"${text(cursor.hexadecimal())}"`)
      return
    case 'R':
    case 'Q':
      if (tag === 'R' && cursor.eat('e')) {
        cursor.print(`"${text(cursor.hexadecimal())}"`)
        return
      }
      cursor.print(tag === 'R' ? '&' : '&mut ')
      nested()
      return
    case 'A':
      cursor.print('[')
      cursor.list(', ', nested)
      cursor.print(']')
      return
    case 'T':
      cursor.print('(')
      cursor.print(cursor.list(', ', nested) === 1 ? ',)' : ')')
      return
    case 'V':
      readValue(cursor, readPath, nested)
      return
    case 'B':
      cursor.backReference(nested)
      return
    default:
      cursor.stop()
  }
}

/** A struct or an enum's variant: unit, tuple, or with named fields. */
function readValue(cursor: RustV0Cursor, readPath: () => void, nested: () => void): void {
  readPath()
  switch (cursor.next()) {
    case 'U':
      return
    case 'T':
      cursor.print('(')
      cursor.list(', ', nested)
      cursor.print(')')
      return
    case 'S':
      cursor.print(' { ')
      cursor.list(', ', () => {
        cursor.tagged('s')
        cursor.print(`${cursor.identifier()}: `)
        nested()
      })
      cursor.print(' }')
      return
    default:
      cursor.stop()
  }
}

function integer(digits: string): string {
  if (digits.length > 32) return `0x${digits}`
  return digits === '' ? '0' : BigInt(`0x${digits}`).toString()
}

function character(digits: string): string {
  const code = digits.length > 6 ? Number.NaN : Number.parseInt(digits || '0', 16)
  return code <= 0x10ffff ? printable(String.fromCodePoint(code)) : '�'
}

function text(digits: string): string {
  return printable(Buffer.from(digits, 'hex').toString())
}

/** A symbol is shown to people: what would move the cursor or end the quotes is not. */
function printable(content: string): string {
  return content.replace(/[\p{C}'"\\]/gu, '�')
}
