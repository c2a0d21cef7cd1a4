/** Orders two runs of decimal digits by the numbers that they write, however large. */
export function compareDigits(first: string, second: string): number {
  const [one, other] = [first, second].map((digits) => digits.replace(/^0+(?=\d)/, '')) as [string, string]
  if (one.length !== other.length) return one.length - other.length
  return compareText(one, other)
}

/** Orders two texts by their characters. */
export function compareText(first: string, second: string): number {
  return first === second ? 0 : first < second ? -1 : 1
}
