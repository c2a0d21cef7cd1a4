import type { Call } from '../types.ts'
import { createHarshClock, type Harshness } from './harshness.ts'
import { createRateLimits, type RateLimits } from './rate-limits.ts'
import { createStaleLists, type StaleLists } from './stale-lists.ts'

/** What stands between a request and its answer on a harsh stand-in. */
export interface Harsh {
  readonly limits: RateLimits
  readonly lists: StaleLists
  /** Whether a request is carried out and its answer gets lost. */
  readonly isLost: (call: Call) => boolean
}

const defaultStaleSeconds = 2

export function makeHarsh(harshness: Harshness, now: () => Date): Harsh {
  const { staleSeconds = defaultStaleSeconds, lostShare = 0, randomSeed = 1 } = harshness
  const clock = createHarshClock(harshness)
  const random = createRandom(randomSeed)
  return {
    limits: createRateLimits(clock, now),
    lists: createStaleLists(clock.nowMs, staleSeconds * 1000),
    isLost: ({ actor }) => ['installation', 'app'].includes(actor.kind) && random() < lostShare,
  }
}

/** Numbers from 0 to 1 that are the same for the same beginning: the linear congruential generator of Numerical Recipes. */
function createRandom(beginning: number): () => number {
  let state = beginning >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
