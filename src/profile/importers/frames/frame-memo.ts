/**
 * What was made of frames before, by texts of theirs: to look them up one by one takes less time than to join them, or to
 * read the frame again.
 */
export class FrameMemo<T> {
  readonly #known = new Map<string, Map<string, Map<string, T>>>()

  /** What `make` gave for the same three texts when they came first. */
  get(first: string, second: string, third: string, make: () => T): T {
    const byThird = childOf(childOf(this.#known, first), second)
    const known = byThird.get(third)
    if (known !== undefined) return known
    const made = make()
    byThird.set(third, made)
    return made
  }
}

function childOf<T>(parent: Map<string, Map<string, T>>, key: string): Map<string, T> {
  const known = parent.get(key)
  if (known !== undefined) return known
  const made = new Map<string, T>()
  parent.set(key, made)
  return made
}
