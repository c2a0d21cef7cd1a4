/** Enough to know how far a function's code reaches. */
const MOST_OBSERVATIONS = 256
/** A function that is compiled again moves. */
const MOST_PLACES = 8

/** Where a function that was compiled at run time was seen: from where it begins to the last of its instructions that ran. */
interface Place {
  readonly start: number
  last: number
}

/** Collects where functions that a runtime compiled have their code. */
export class JitCode {
  /** By function. */
  readonly #places = new Map<number, Place[]>()
  readonly #observations: number[] = []

  /** Whether more is to be learnt of a function. */
  wants(frame: number): boolean {
    return (this.#observations[frame] ?? 0) < MOST_OBSERVATIONS
  }

  /**
   * @param address of an instruction
   * @param offset how far it is from the function's beginning
   */
  observe(frame: number, address: number, offset: number): void {
    this.#observations[frame] = (this.#observations[frame] ?? 0) + 1
    const places = this.#places.get(frame) ?? []
    this.#places.set(frame, places)
    const start = address - offset
    const place = places.find((known) => known.start === start)
    if (place !== undefined) place.last = Math.max(place.last, address)
    else if (places.length < MOST_PLACES) places.push({ start, last: address })
  }

  /**
   * The functions whose code is in the midst of another's. Memory holds one function at a time, so one of both names is of code that
   * was freed before.
   */
  overlapping(): Set<number> {
    const places = [...this.#places].flatMap(([frame, list]) => list.map((place) => ({ frame, ...place })))
    places.sort((a, b) => a.start - b.start)
    const found = new Set<number>()
    let reaching: (typeof places)[number] | null = null
    for (const place of places) {
      if (reaching !== null && place.start <= reaching.last && place.frame !== reaching.frame) {
        found.add(place.frame)
        found.add(reaching.frame)
      }
      if (reaching === null || place.last > reaching.last) reaching = place
    }
    return found
  }
}
