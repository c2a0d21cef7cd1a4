/** A change that is older hardly started it. */
export const windowDays = 45

/** Whether a change (ISO time) came in the 45 days before a time. */
export function isShortlyBefore(at: string, until: string): boolean {
  return Date.parse(at) >= Date.parse(until) - windowDays * 86_400_000
}
