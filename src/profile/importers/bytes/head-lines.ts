const NEWLINE = 0x0a
const SPACE = 0x20

/** A line without the spaces around it. */
export interface HeadLine {
  readonly start: number
  readonly end: number
}

/** The lines of a file's head that are not blank. */
export function* headLines(head: Uint8Array): Generator<HeadLine> {
  for (let start = 0; start < head.length; ) {
    const newline = head.indexOf(NEWLINE, start)
    const next = newline === -1 ? head.length : newline + 1
    const line = trimmed(head, start, next)
    if (line.start < line.end) yield line
    start = next
  }
}

/** The line from `start` to `end` without the spaces, tabs and line ends around it. */
export function trimmed(bytes: Uint8Array, start: number, end: number): HeadLine {
  let from = start
  let to = end
  while (from < to && (bytes[from] as number) <= SPACE) from++
  while (to > from && (bytes[to - 1] as number) <= SPACE) to--
  return { start: from, end: to }
}
