// What a person would write of a symbol in an issue: its last two segments, as `TlsStream::poll_read`, `parser.inline`. Full names,
// type arguments and closures never stand in issues. Of a symbol that holds other people's names too (type arguments), only paths that
// begin with the package's own name are taken.

import type { OwnedFrame, Package } from '../../ownership/index.ts'

/** Longer texts are names that a compiler made. */
const longest = 4_096

/** The words of a function of a package; null where a person would hardly write them. */
export function functionWords(frame: Pick<OwnedFrame, 'symbol' | 'function'>, owner: Package): string | null {
  const { symbol, function: name } = frame
  if (symbol.length > longest || !/^[A-Za-z_$][\w$]*$/.test(name)) return null
  if (symbol.includes('::')) {
    const path = pathOf(symbol, owner)
    if (path === null) return null
    const before = path.at(-1) === name ? path.at(-2) : path.at(-1)
    return before === undefined ? name : `${before}::${name}`
  }
  // `github.com/acme/lib.(*parser).inline`, `lib.Reader.next`
  const plain = symbol.replaceAll(/\[[^\]]*\]|<[^<>]*>/g, '').replaceAll(/\(\*(\w+)\)/g, '$1')
  const before = new RegExp(`(\\w+)[.#]${name.replaceAll('$', '\\$')}(?![\\w$])`).exec(plain)?.[1]
  return before === undefined ? name : `${before}.${name}`
}

/** The words of a type of a package that a frame of others names: `server::TlsStream`. */
export function typeWords({ symbol }: Pick<OwnedFrame, 'symbol'>, named: Package): string | null {
  if (symbol.length > longest) return null
  const path = pathOf(symbol, named)
  return path === null || path.length < 2 ? null : path.slice(-2).join('::')
}

/** The first path in a symbol that begins with a library's name, without that name where it has more. */
function pathOf(symbol: string, { libraryNames }: Package): string[] | null {
  for (const [path] of symbol.matchAll(/\b[A-Za-z_]\w*(?:::[A-Za-z_]\w*)+/g)) {
    const [first = '', ...rest] = path.split('::')
    if (libraryNames.includes(first) || libraryNames.includes(first.replaceAll('_', '-'))) return rest
  }
  return null
}
