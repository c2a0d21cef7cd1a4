const large = [
  { from: 1e12, word: 'trillion' },
  { from: 1e9, word: 'billion' },
  { from: 1e6, word: 'million' },
]

/**
 * An amount for each second of wall time, for people: `0.79 cores`, `3.2 billion cycles a second`.
 *
 * @param rate null where a recording does not tell how long it took
 * @param unit of weights; of seconds, cores are in use
 */
export function describeRate(rate: number | null, unit: string): string {
  if (rate === null) return 'unknown'
  return `${readable(rate)} ${unit === 'seconds' ? 'cores' : `${unit} a second`}`
}

/** Two digits that count, without an exponent. */
function readable(value: number): string {
  const named = large.find(({ from }) => value >= from)
  if (named !== undefined) return `${twoDigits(value / named.from)} ${named.word}`
  return value >= 10_000 ? Math.round(value).toLocaleString('en-US') : twoDigits(value)
}

function twoDigits(value: number): string {
  return value >= 100 ? String(Math.round(value)) : value.toPrecision(2)
}
