import { surest } from './surest.ts'

/**
 * How sure some agreeing samples make that most samples, ever so many of them, would agree. Nothing is known before the first one (a
 * uniform prior), so that the share of agreeing ones has a beta distribution, and this is its part above one half.
 *
 * @param agreeing of the samples, how many say the same
 * @param samples how many there are
 * @returns probability: 0.92 for three of three, 0.95 for four of four, 0.98 at most
 */
export function sureOfMajority(agreeing: number, samples: number): number {
  // The part above one half is the chance of at most `agreeing` heads in one throw more than there are samples. Logarithms, as half
  // to the power of some thousand samples is no number any more.
  let logTerm = (samples + 1) * Math.log(0.5)
  let sum = 0
  for (let heads = 0; heads <= agreeing; heads += 1) {
    sum += Math.exp(logTerm)
    logTerm += Math.log((samples + 1 - heads) / (heads + 1))
  }
  return surest * Math.min(1, sum)
}
