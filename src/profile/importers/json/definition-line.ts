/** The line of a `Frame`, of what a file says: null where it is no line, as 0 and -1 are not. */
export function definitionLine(line: number): number | null {
  return Number.isSafeInteger(line) && line >= 1 ? line : null
}
