import { setTimeout } from 'node:timers/promises'

/** A list of GitHub's shows what was written within about two seconds. */
const pausesMs = [300, 700, 1_500]

/**
 * Looks until a list shows what is known, or what may have, been written; for a few seconds.
 *
 * @returns what was seen last
 */
export async function lookAgain<Found>(look: () => Promise<Found>, isSeen: (found: Found) => boolean): Promise<Found> {
  let found = await look()
  for (const pause of pausesMs) {
    if (isSeen(found)) break
    await setTimeout(pause)
    found = await look()
  }
  return found
}
