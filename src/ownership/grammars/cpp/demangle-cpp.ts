/*
 * Mangled names of GCC and Clang, `_ZN6spdlog6logger6flush_Ev`, as perf --no-demangle, nm and pprof show them.
 * Specified by https://itanium-cxx-abi.github.io/cxx-abi/abi.html#mangling.
 */

import { ItaniumCursor, unreadable } from './itanium-cursor.ts'
import { readEncoding } from './itanium-name.ts'

/** What no compiler comes near; a longer text is refused before it is read. */
const longestSymbol = 4096
const legacyRust = /17h[0-9a-f]{16}E(?:[.@$]|$)/

/** Whether a name is mangled by a C++ compiler. Rust's older scheme looks alike and ends in a hash. */
export function isMangledCpp(name: string): boolean {
  return /^_{1,2}Z[A-Z\d]|^_{1,2}Z[a-z]{2}/.test(name) && !legacyRust.test(name)
}

/**
 * Demangles a C++ symbol, without its return type and without what compilers and linkers append (`.cold`, `@plt`).
 *
 * @param name the mangled name
 * @returns as c++filt would write it; of a name with parts that are not read, the leading names only (`fmt::v9::detail`); null
 *   where not even those can be read
 */
export function demangleCpp(name: string): string | null {
  if (name.length > longestSymbol) return null
  const start = name.indexOf('Z') + 1
  try {
    return readEncoding(new ItaniumCursor(name, start))
  } catch (error) {
    if (error !== unreadable) throw error
    return readLeadingNames(name, start)
  }
}

/** The names that stand at the beginning with their lengths, up to the first that is anything else. */
function readLeadingNames(name: string, start: number): string | null {
  const [prefix = '', nested, std] = /^(N[rVK]*[RO]?)?(St)?L?/.exec(name.slice(start, start + 16)) ?? []
  const names = std === undefined ? [] : ['std']
  const cursor = new ItaniumCursor(name, start + prefix.length)
  const most = nested === undefined ? names.length + 1 : Number.POSITIVE_INFINITY
  try {
    while (names.length < most && /\d/.test(cursor.peek())) names.push(cursor.sourceName())
  } catch (error) {
    if (error !== unreadable) throw error
  }
  return names.length === 0 ? null : names.join('::')
}
