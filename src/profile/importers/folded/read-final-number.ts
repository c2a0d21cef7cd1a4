const SPACE = 0x20
const ZERO = 0x30
const NINE = 0x39
const decoder = new TextDecoder('latin1')

/** A line of folded stacks, cut at its last space. */
export interface FinalNumber {
  readonly number: number
  /** One past the last byte, in front of the number, that is no space. */
  readonly textEnd: number
}

/**
 * Reads the number behind a line's last space: `12`, `12.5`, `1e+06`; not negative.
 *
 * @param end one past the line's last byte that is no space
 * @returns null where the line does not end in a number, or has nothing but one
 */
export function readFinalNumber(bytes: Uint8Array, start: number, end: number): FinalNumber | null {
  let first = end
  let isWhole = true
  while (first > start && (bytes[first - 1] as number) > SPACE) {
    first--
    if ((bytes[first] as number) < ZERO || (bytes[first] as number) > NINE) isWhole = false
  }
  let textEnd = first
  while (textEnd > start && (bytes[textEnd - 1] as number) <= SPACE) textEnd--
  if (textEnd === start) return null
  const number = isWhole ? wholeNumber(bytes, first, end) : decimalNumber(bytes, first, end)
  return Number.isFinite(number) ? { number, textEnd } : null
}

function wholeNumber(bytes: Uint8Array, start: number, end: number): number {
  let number = 0
  for (let at = start; at < end; at++) number = 10 * number + (bytes[at] as number) - ZERO
  return number
}

/** NaN where it is none. */
function decimalNumber(bytes: Uint8Array, start: number, end: number): number {
  if (end - start > 40) return Number.NaN
  const text = decoder.decode(bytes.subarray(start, end))
  return /^\d+(?:\.\d*)?(?:[eE][+-]?\d+)?$/.test(text) ? Number(text) : Number.NaN
}
