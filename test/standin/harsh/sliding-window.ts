/** How many points fall into the time that has just passed. */
export class SlidingWindow {
  readonly #most: number
  readonly #windowMs: number
  #entries: { readonly points: number; readonly atMs: number }[] = []

  constructor(most: number, windowMs: number) {
    this.#most = most
    this.#windowMs = windowMs
  }

  /** How long until so many points more are allowed, in milliseconds; 0 where they are now. */
  waitMs(points: number, nowMs: number): number {
    if (points === 0) return 0
    this.#entries = this.#entries.filter(({ atMs }) => atMs > nowMs - this.#windowMs)
    let excess = this.#entries.reduce((sum, entry) => sum + entry.points, points) - this.#most
    for (const entry of this.#entries) {
      if (excess <= 0) break
      excess -= entry.points
      if (excess <= 0) return entry.atMs + this.#windowMs - nowMs
    }
    return 0
  }

  add(points: number, nowMs: number): void {
    if (points > 0) this.#entries.push({ points, atMs: nowMs })
  }
}
