import { surest } from './surest.ts'

/** Of the weight, what inlining and lost callers can charge to the wrong owner; two profilers of one run differ by about as much. */
const wronglyCharged = 0.1

/**
 * How sure it is that the larger of two shares is the larger one in truth too. What can move them is the number of samples that they
 * were counted in, and time that was charged to the wrong owner.
 *
 * @param first of the weight, 0 to 1
 * @param second of the weight, 0 to 1
 * @param samples that the shares were counted in
 * @returns probability: 0.49 for equal shares, 0.86 where they are a fifth apart and 0.98 at most
 */
export function sureOfOrder(first: number, second: number, samples: number): number {
  const difference = first - second
  // Of two shares of one count, the variance of their difference (multinomial).
  const chance = Math.max(0, first + second - difference ** 2) / Math.max(1, samples)
  return surest / (1 + Math.exp(-difference / Math.sqrt(wronglyCharged ** 2 + chance)))
}
