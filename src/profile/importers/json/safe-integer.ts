/** The whole number that a value is; null where it is none, or none that is exact. Ids of processes and threads are read so. */
export function safeInteger(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : null
}
