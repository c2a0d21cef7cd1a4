/** Weights are told as parts of this many: of a recording's seconds and cores they tell nothing. */
export const wholeWeight = 10_000

/** A number of samples as others are told it: rounded down to 1, 2 or 5 times a power of ten. */
export function roundDown(count: number): number {
  if (count < 1) return 0
  const power = 10 ** Math.floor(Math.log10(count))
  return ([5, 2, 1].find((step) => step * power <= count) ?? 1) * power
}
