import type { Metric } from '../../types.ts'

/** What the bare numbers of a format without units stand for. */
export interface WeightMeaning {
  readonly metric: Metric
  /** Weights are multiplied by this to be in the metric's unit. */
  readonly factor: number
  /** How many samples a weight stands for that was put together from so many entries. */
  samples(weight: number, entries: number): number
}

const NANOSECONDS_PER_SECOND = 1e9
/** Higher ones lie so close together that any number is the period of one. perf's default is 4,000. */
const HIGHEST_FREQUENCY = 5000
/** A stack that was seen once weighs 1 where the numbers are samples. Where even the lightest weighs this, they are not. */
const LIGHTEST_QUANTITY = 1000
/** Nor where they weigh this on average: nobody takes so many samples of so few stacks. */
const AVERAGE_QUANTITY = 10_000

/** Tells what numbers are that come without a unit, from the numbers alone. */
export class WeightTally {
  /** Greatest common divisor of all; NaN where one is no whole number. */
  #period = 0
  #lightest = Number.POSITIVE_INFINITY
  #sum = 0
  #count = 0

  /** @param weight of one line or box, not negative */
  add(weight: number): void {
    if (weight === 0) return
    this.#period = greatestCommonDivisor(this.#period, weight)
    if (weight < this.#lightest) this.#lightest = weight
    this.#sum += weight
    this.#count++
  }

  /**
   * - All are multiples of one period, and that is the period in nanoseconds of a whole sampling frequency (2,004,008 of 499 Hz):
   *   perf's clock, in nanoseconds.
   * - Some are no whole numbers, or all are large: some quantity. An entry stands for as many samples as it has periods, or for
   *   one at least.
   * - Else they are samples. Folded stacks are samples of CPU time unless somebody says otherwise.
   */
  meaning(): WeightMeaning {
    const period = this.#period
    const inPeriods = (weight: number) => weight / period
    if (isClockPeriod(period)) {
      return { metric: { name: 'cpu-clock', unit: 'nanoseconds', kind: 'cpu' }, factor: 1, samples: inPeriods }
    }
    const isLarge = this.#lightest >= LIGHTEST_QUANTITY || this.#sum >= AVERAGE_QUANTITY * this.#count
    if (Number.isNaN(period) || (period > 0 && isLarge)) {
      const samples = period >= LIGHTEST_QUANTITY ? inPeriods : (_: number, entries: number) => entries
      return { metric: { name: 'weight', unit: 'events', kind: 'other' }, factor: 1, samples }
    }
    return { metric: { name: 'samples', unit: 'samples', kind: 'cpu' }, factor: 1, samples: (weight) => weight }
  }
}

/** perf divides a second by the frequency and drops the fraction. */
function isClockPeriod(period: number): boolean {
  const frequency = Math.round(NANOSECONDS_PER_SECOND / period)
  return frequency <= HIGHEST_FREQUENCY && Math.floor(NANOSECONDS_PER_SECOND / frequency) === period
}

function greatestCommonDivisor(a: number, b: number): number {
  if (!Number.isSafeInteger(a) || !Number.isSafeInteger(b)) return Number.NaN
  let larger = a
  let smaller = b
  while (smaller !== 0) {
    const rest = larger % smaller
    larger = smaller
    smaller = rest
  }
  return larger
}
