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

/** A string or a part of a template on one line, quotes included. */
const quoted = /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\\n]|\\.)*`/g
const longestString = 200

/** The strings of code, quotes and escapes removed, templates split where something is put in; none that is long. */
export function* stringsOf(code: string): Generator<string> {
  for (const [text] of code.matchAll(quoted)) {
    if (text.length > longestString) continue
    const content = text.slice(1, -1)
    yield* text.startsWith('`') ? content.split(/\$\{[^}]*\}/) : [content]
  }
}

/** `require('a')`, `import 'a'`, `import('a')`, `… from 'a'`. */
const asked = /\b(?:require|import)\s{0,8}\(\s{0,8}["'`]([^"'`\n]{1,214})["'`]|\b(?:from|import)\s{0,8}["']([^"'\n]{1,214})["']/g

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
