// How JavaScript source spells a regular expression (ECMA-262, 'Regular Expression Literals' and 'String Literals'): as a literal,
// `/\d+/`, as a string, `'\\d+'`, or as parts of strings that are joined later. V8 shows an expression's source with `/` escaped.

/** An expression, or code in which one may stand as a literal: the escape of `/` means nothing and is dropped. */
export function asWritten(text: string): string {
  return text.replaceAll('\\/', '/')
}

/** Code as if all of it stood in a string: escapes of strings are undone, those that only expressions have are kept. */
export function asInString(code: string): string {
  if (!code.includes('\\')) return code
  return code.replace(/\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(["'`/\\t]))/g, (_, unit, byte, character) => {
    if (character !== undefined) return character === 't' ? '\t' : character
    return String.fromCharCode(Number.parseInt(unit ?? byte, 16))
  })
}

const longestString = 200

/**
 * The strings of code that end on their line, without quotes, templates split where something is put in; none that is long.
 * Linear: where a quote is not closed, the rest of its line is not tried again with that quote.
 */
export function* stringsOf(code: string): Generator<string> {
  const unclosed: Record<string, number> = { "'": 0, '"': 0, '`': 0 }
  for (let at = 0; at < code.length; at += 1) {
    const quote = code.charAt(at)
    const passed = unclosed[quote]
    if (passed === undefined || at < passed) continue
    const end = endOfString(code, at)
    if (code.charAt(end) !== quote) {
      unclosed[quote] = end
      continue
    }
    const content = code.slice(at + 1, end)
    at = end
    if (content.length > longestString) continue
    yield* quote === '`' ? content.split(/\$\{[^}]*\}/) : [content]
  }
}

/** Index of the quote that closes the one at `start`, or of the line's end. */
function endOfString(code: string, start: number): number {
  const quote = code.charCodeAt(start)
  for (let at = start + 1; at < code.length; at += 1) {
    const unit = code.charCodeAt(at)
    if (unit === quote || unit === 10) return at
    if (unit === 92) at += 1
  }
  return code.length
}

/** `require('a')`, `import 'a'`, `import('a')`, `… from 'a'`. */
const asked =
  /\b(?:require|import)\s{0,8}\(\s{0,8}["'`]([^"'`\n]{1,214})["'`]|\b(?:from|import)\s{0,8}["']([^"'\n]{1,214})["']/g

/** The packages that code asks for, by the names under which they are installed. */
export function packagesAskedFor(code: string): Set<string> {
  const names = new Set<string>()
  for (const [, called, named] of code.matchAll(asked)) {
    const specifier = called ?? named ?? ''
    const name = /^(?:@[^/]+\/)?[^/.:][^/:]*/.exec(specifier)?.[0]
    if (name !== undefined && !specifier.startsWith('node:')) names.add(name)
  }
  return names
}
