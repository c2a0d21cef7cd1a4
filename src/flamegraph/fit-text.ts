/** Wide by Unicode's East Asian width, roughly: Hangul, CJK, full-width forms, emoji. */
const wide =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]/u

function cellsOfOne(character: string): number {
  return character >= '\u1100' && wide.test(character) ? 2 : 1
}

/** How many cells of a monospaced font a text takes. */
export function cellsOf(text: string): number {
  let cells = 0
  for (const character of text) cells += cellsOfOne(character)
  return cells
}

/** Cuts a text to a number of cells; a cut text ends in an ellipsis. Looks at no more of the text than it keeps. */
export function clipText(text: string, cells: number): string {
  let kept = ''
  let used = 0
  let beforeEllipsis = ''
  for (const character of text) {
    used += cellsOfOne(character)
    if (used > cells) return `${beforeEllipsis}…`
    kept += character
    if (used < cells) beforeEllipsis = kept
  }
  return kept
}

/** A cut name is no shorter than this. */
const fewestCells = 5

/** What a frame can be called, from the longest to the shortest. */
export interface FrameNames {
  readonly symbol: string
  readonly functionName: string
  readonly ownerLabel: string
}

/**
 * The name that says most in the room that there is: the whole symbol, else owner and function, else the function, cut
 * where it must be. Long symbols are never cut first: what a type's path begins with tells less than what it ends with.
 * @returns an empty text where too little would be left to tell anything
 */
export function fitLabel(names: FrameNames, cells: number): string {
  const owned = `${names.ownerLabel} · ${names.functionName}`
  for (const name of [names.symbol, owned, names.functionName]) {
    // A UTF-16 unit takes at least half a cell, so a longer text can't fit and need not be measured.
    if (name.length <= 2 * cells && cellsOf(name) <= cells) return name
  }
  return cells < fewestCells ? '' : clipText(names.functionName, cells)
}
