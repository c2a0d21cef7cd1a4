/** What a reader makes of a stranger's text; null where it cannot be read: then it says nothing, which is no failure of ours. */
export function attempt<T>(read: () => T): T | null {
  try {
    return read()
  } catch {
    return null
  }
}
