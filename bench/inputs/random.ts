/** Gives whole numbers from 0 to before `below`. */
export type RandomNumbers = (below: number) => number

/** Numbers that are random enough, and the same in every run. */
export function numbersFrom(seed: number): RandomNumbers {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

/** Prefers small numbers, as a service has a few hot paths and many that it hardly takes. */
export function skewed(random: RandomNumbers, below: number): number {
  const share = random(2 ** 20) / 2 ** 20
  return Math.floor(below * share ** 3)
}
