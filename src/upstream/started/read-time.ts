/** When an incident began, as people write it: `2025-02-03 05:46 UTC`, `2025-02-03T06:46:00+01:00`. Without a zone it is UTC. */
const written =
  /(\d{4}-\d{2}-\d{2})(?:(?:[T ]| at )\s?(\d{1,2}:\d{2}(?::\d{2})?)(?:\.\d{1,9})?\s?(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?/i

/**
 * @param text of an incident; a date alone counts to its end
 * @returns ISO time; null where none is said
 */
export function readTime(text: string | null): string | null {
  const [, day, time, zone = 'Z'] = written.exec(text ?? '') ?? []
  if (day === undefined) return null
  const clock = time === undefined ? '23:59:59' : time.padStart(time.length + (/^\d:/.test(time) ? 1 : 0), '0')
  const offset = /^[+-]/.test(zone) ? zone.replace(/^(...)(\d\d)$/, '$1:$2') : 'Z'
  const at = Date.parse(`${day}T${clock.length === 5 ? `${clock}:00` : clock}${offset}`)
  return Number.isNaN(at) ? null : new Date(at).toISOString()
}
