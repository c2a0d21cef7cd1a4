/*
 * The engines of languages for regular expressions, as profilers name their frames: java.util.regex (OpenJDK 8 to 25), .NET's
 * System.Text.RegularExpressions, Ruby's Regexp, StringScanner and String (3.0 and later) with the machine code of Onigmo, PHP's preg_*
 * functions, the machine code of CPython's _sre. All of them backtrack; Go's regexp and Rust's regex do not, and are left out. Their
 * frames do not show the expression.
 */

import type { OwnedFrame } from '../../ownership/index.ts'

const engines: readonly RegExp[] = [
  /(?:^|[\s(])java[./]util[./]regex[./]/,
  /(?:^|[\s!])System\.Text\.RegularExpressions\./,
  /^(?:Regexp#|StringScanner#(?:scan|check|skip|search|match|exist)|String#(?:=~|match|scan|gsub|sub)(?![a-z]))/,
  /^onig_(?:match|search)|^match_at$/,
  /^preg_(?:match|replace|split|grep)/,
  /^sre_(?:ucs[124]_|u)?(?:match|search)/,
]

/** Whether a frame, where it is of a language's library or runtime, is its engine for regular expressions. */
export function isEngine({ symbol }: OwnedFrame): boolean {
  return engines.some((engine) => engine.test(symbol))
}
