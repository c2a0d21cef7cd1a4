/** A text that was JSON up to where it was cut off. */
export interface ClosedJson {
  /** Everything up to the last complete element of a list so deep, and what closes it. */
  readonly text: string
  /** Where that element ends in the original. */
  readonly end: number
}

/**
 * Makes JSON again of a long list that breaks off, as a trace does whose writer was killed. In linear time, without recursion.
 *
 * @param text JSON that ends too early
 * @param depth how many brackets are open around an element of the list
 * @returns null where not even one element is complete
 */
export function closeJson(text: string, depth: number): ClosedJson | null {
  const open: string[] = []
  let end = -1
  let closing = ''
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index)
    if (character === '"') index = endOfString(text, index)
    else if (character === '{' || character === '[') open.push(character === '{' ? '}' : ']')
    else if (character === '}' || character === ']') {
      open.pop()
      if (open.length !== depth || open.at(-1) !== ']') continue
      end = index + 1
      closing = open.toReversed().join('')
    }
  }
  return end === -1 ? null : { text: `${text.slice(0, end)}${closing}`, end }
}

function endOfString(text: string, start: number): number {
  let index = start + 1
  while (index < text.length && text.charAt(index) !== '"') index += text.charAt(index) === '\\' ? 2 : 1
  return index
}
