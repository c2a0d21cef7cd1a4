/** The line of a `Frame`, of what a file says: null where it is no line, as 0 and -1 are not. */
export function definitionLine(line: number): number | null {
  return Number.isSafeInteger(line) && line >= 1 ? line : null
}

/** The column of a `Frame`, to be spread into it: nothing where a file says none. */
export function definitionColumn(column: number): { column?: number } {
  return Number.isSafeInteger(column) && column >= 1 ? { column } : {}
}
