// Reads: raw symbols of Rust's older mangling, `_ZN4core3fmt5write17h0123456789abcdefE`, C++'s scheme with a hash as last name.
// Producer: rustc, by default on stable (seen with 1.95), else with `-Z symbol-mangling-version=legacy`. Type arguments are mostly erased.
// Specified: https://doc.rust-lang.org/rustc/symbol-mangling/index.html; escapes as rustc's compiler/rustc_symbol_mangling/src/legacy.rs writes them.

import { readRustPath } from './read-rust-path.ts'
import type { RustSymbol } from './rust-symbol.ts'

const escapes: ReadonlyMap<string, string> = new Map([
  ['SP', '@'],
  ['BP', '*'],
  ['RF', '&'],
  ['LT', '<'],
  ['GT', '>'],
  ['LP', '('],
  ['RP', ')'],
  ['C', ','],
])

/**
 * Reads a raw legacy symbol.
 *
 * @param symbol the name as recorded
 * @returns null where it is none: without the hash it is C++
 */
export function readRustLegacy(symbol: string): RustSymbol | null {
  const start = /^_{0,2}ZN(?=\d)/.exec(symbol)
  if (start === null) return null
  const names: string[] = []
  let position = start[0].length
  while (symbol.charAt(position) !== 'E') {
    const digits = /^[1-9]\d{0,5}/.exec(symbol.slice(position, position + 6))?.[0]
    if (digits === undefined) return null
    const begin = position + digits.length
    position = begin + Number(digits)
    if (position > symbol.length) return null
    names.push(symbol.slice(begin, position))
  }
  if (!/^h[0-9a-f]{16}$/.test(names.pop() ?? '')) return null
  return readRustPath(names.map(unescapeName).join('::'))
}

/** Undoes the escapes of one name: `_$LT$T$u20$as$u20$a..B$GT$` is `<T as a::B>`. */
function unescapeName(name: string): string {
  return name
    .replace(/^_(?=\$)/, '')
    .replace(/\$(?:u([0-9a-f]{1,6})|([A-Z]{1,2}))\$|\.\./g, (whole, code?: string, letters?: string) => {
      if (code !== undefined) return character(code) ?? whole
      return letters === undefined ? '::' : (escapes.get(letters) ?? whole)
    })
}

function character(digits: string): string | null {
  const code = Number.parseInt(digits, 16)
  const text = code > 0x10ffff ? '' : String.fromCodePoint(code)
  return text === '' || /\p{C}/u.test(text) ? null : text
}
