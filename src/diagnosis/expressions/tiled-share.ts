const meta = /[\\^$.*+?()[\]{}|]/
/** Words of an expression that is built come from its builder's caller: `trips` of a route. */
const words = /[\p{L}\p{N}_]{3,}/gu
const shortestPart = 2
const longestPart = 60

/**
 * How much of an expression can be laid out with the strings of some code, its words left out of account; 0 to 1.
 *
 * @param parts strings of the code, escapes included
 */
export function tiledShare(pattern: string, parts: ReadonlySet<string>): number {
  // Whether a character is escaped changes on the way from string to expression.
  const text = withoutEscapes(pattern).replace(words, (word) => '\0'.repeat(word.length))
  const tiles = new Set<string>()
  for (const part of parts) {
    const tile = withoutEscapes(part)
    if (tile.length >= shortestPart && tile.length <= longestPart && meta.test(tile)) tiles.add(tile)
  }
  const lengths = [...new Set([...tiles].map((tile) => tile.length))].sort((a, b) => b - a)
  let whole = 0
  let laid = 0
  for (let at = 0; at < text.length; ) {
    const length = lengths.find((candidate) => tiles.has(text.slice(at, at + candidate))) ?? 0
    laid += length
    if (text[at] !== '\0') whole += Math.max(length, 1)
    at += Math.max(length, 1)
  }
  return whole > 0 ? laid / whole : 0
}

function withoutEscapes(text: string): string {
  return text.replaceAll('\\', '')
}
