/** The same value with its numbers rounded to six decimals, so that equal runs print equal bytes. */
export function roundNumbers<T>(value: T): T {
  return JSON.parse(
    JSON.stringify(value, (_, part) => (typeof part === 'number' ? Number(part.toFixed(6)) : part)),
  ) as T
}
