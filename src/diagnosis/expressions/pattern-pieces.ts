/** Long enough that two packages seldom have one in common, short enough to survive between the joints of a built expression. */
const pieceLength = 6

/** Every run of six characters in an expression. */
export function piecesOf(pattern: string): Set<string> {
  const pieces = new Set<string>()
  for (let at = 0; at + pieceLength <= pattern.length; at += 1) pieces.add(pattern.slice(at, at + pieceLength))
  return pieces
}

/** Which of some pieces stand in texts. Reads each text once, whatever the number of pieces. */
export function findPieces(texts: readonly string[], pieces: ReadonlySet<string>): Set<string> {
  const found = new Set<string>()
  // Most runs of code are no piece: a table of hashes says so without cutting them out.
  const maybe = new Uint8Array(1 << 16)
  for (const piece of pieces) maybe[hashAt(piece, 0)] = 1
  for (const text of texts) {
    const end = text.length - pieceLength
    for (let at = 0; at <= end && found.size < pieces.size; at += 1) {
      if (maybe[hashAt(text, at)] === 0) continue
      const run = text.slice(at, at + pieceLength)
      if (pieces.has(run)) found.add(run)
    }
  }
  return found
}

function hashAt(text: string, at: number): number {
  const mixed = text.charCodeAt(at) + text.charCodeAt(at + 1) * 31 + text.charCodeAt(at + 3) * 961
  return (mixed + text.charCodeAt(at + 5) * 29_791) & 0xffff
}
