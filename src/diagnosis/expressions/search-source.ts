import type { SourceFile } from '../types.ts'
import { asInString, asWritten, stringsOf } from './javascript-views.ts'
import { findPieces, piecesOf } from './pattern-pieces.ts'
import { tiledShare } from './tiled-share.ts'

/** What the code of one package holds of one expression. */
export interface SourceMatch {
  /** File in which the whole expression stands, as a literal or as a string; null for none. */
  readonly literal: string | null
  /** Share of the expression's six-character pieces that stand anywhere in the code, 0 to 1. */
  readonly pieces: number
  /** The file that holds most of them. */
  readonly file: string | null
  /** Where the code makes expressions of parts: the share of the expression that its strings make up, 0 to 1; else 0. */
  readonly built: number
  /** A file in which expressions are made of parts. */
  readonly builder: string | null
}

/** `RegExp(` with anything but one plain string: an expression made of parts. */
const building = /\bRegExp\s{0,4}\((?!\s{0,20}(?:'(?:[^'\\\n]|\\.){0,500}'|"(?:[^"\\\n]|\\.){0,500}")\s{0,20}[,)])/
/** Tests quote expressions that they do not make. */
const ofTests = /(?:^|\/)(?:tests?|__tests__|spec|benchmarks?|fixtures)\/|\.(?:test|spec)\.\w+$/
/** Of strings that may be parts of an expression; more than any library of patterns has. */
const mostParts = 20_000

/**
 * Looks for expressions in the code of one package. Linear in the size of the code, for all expressions together.
 *
 * @param patterns sources of expressions, as V8 shows them
 * @returns parallel to `patterns`
 */
export function searchSource(files: readonly SourceFile[], patterns: readonly string[]): SourceMatch[] {
  const wanted = patterns.map((pattern) => ({ text: asWritten(pattern), pieces: piecesOf(asWritten(pattern)) }))
  const all = new Set(wanted.flatMap(({ pieces }) => [...pieces]))
  const found = new Set<string>()
  const literals: (string | null)[] = patterns.map(() => null)
  const most = patterns.map(() => ({ count: 0, file: null as string | null }))
  const parts = new Set<string>()
  let builder: string | null = null
  for (const { path, text } of files) {
    if (ofTests.test(path)) continue
    const written = asWritten(text)
    const inString = asWritten(asInString(text))
    const here = findPieces(inString === written ? [written] : [written, inString], all)
    for (const piece of here) found.add(piece)
    for (const [index, { text: pattern, pieces }] of wanted.entries()) {
      if (literals[index] === null && holdsWhole(pattern, written, inString)) literals[index] = path
      const count = countOf(pieces, here)
      const best = most[index]
      if (best && count > best.count) Object.assign(best, { count, file: path })
    }
    if (builder === null && building.test(text)) builder = path
    for (const part of stringsOf(text)) if (parts.size < mostParts) parts.add(part)
  }
  return wanted.map(({ text, pieces }, index) => ({
    literal: literals[index] ?? null,
    pieces: pieces.size === 0 ? 0 : countOf(pieces, found) / pieces.size,
    file: most[index]?.file ?? null,
    built: builder === null ? 0 : tiledShare(text, parts),
    builder,
  }))
}

/** The whole expression, between the marks of a literal or of a string. Marks alone are in every file: the empty expression is in none. */
function holdsWhole(pattern: string, written: string, inString: string): boolean {
  if (pattern.length < 2) return false
  return written.includes(`/${pattern}/`) || ["'", '"', '`'].some((mark) => inString.includes(mark + pattern + mark))
}

function countOf(pieces: ReadonlySet<string>, found: ReadonlySet<string>): number {
  let count = 0
  for (const piece of pieces) if (found.has(piece)) count += 1
  return count
}
