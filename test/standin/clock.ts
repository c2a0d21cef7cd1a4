/**
 * One clock for all, though emulate knows only the system's: its times are told again as the handed-in clock told them
 * when the request came.
 */
export interface Clock {
  readonly now: () => Date
  /** Remembers what both clocks say; called before emulate changes anything. */
  readonly mark: () => void
  /** emulate's time as the handed-in clock told it, in GitHub's notation. */
  readonly retell: (iso: string) => string
}

export function createClock(now: (() => Date) | undefined): Clock {
  const marks: { readonly system: number; readonly told: Date }[] = []
  return {
    now: now ?? (() => new Date()),
    mark: () => {
      if (now) marks.push({ system: Date.now(), told: now() })
    },
    retell: (iso) => {
      const system = Date.parse(iso)
      const mark = marks.findLast((candidate) => candidate.system <= system)
      return toSeconds(mark?.told ?? new Date(system))
    },
  }
}

/** GitHub's times have no fraction of a second. */
export function toSeconds(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, 'Z')
}
