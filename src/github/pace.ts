/**
 * The distance that requests keep, so that GitHub's limits are not met: 80 requests that make content a minute and 500 an hour,
 * 900 points a minute (1 to read, 5 to write), 30 searches a minute, 10 of them by meaning.
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
 *
 * Kept by each process for itself and for each account. Several workers may meet a limit together: then they wait as GitHub says.
 */
import Bottleneck from 'bottleneck'

/** Names of @octokit/plugin-throttling for what it lets wait. */
export interface Pace {
  readonly global: Bottleneck.Group
  readonly write: Bottleneck.Group
  readonly notifications: Bottleneck.Group
  readonly search: Bottleneck.Group
  readonly auth: Bottleneck.Group
  /** Ours, in front of `search`: for searches by meaning. */
  readonly meaning: Bottleneck.Group
  /** Seconds to wait where GitHub refuses and does not say for how long. */
  readonly fallbackSecondaryRateRetryAfter: number
}

const hourMs = 3_600_000

/** @param clockFactor how many times faster the minutes of limits pass: 1 on GitHub */
export function createPace(clockFactor: number): Pace {
  const ms = (milliseconds: number): number => Math.ceil(milliseconds / clockFactor)
  const group = (settings: Bottleneck.ConstructorOptions) => new Bottleneck.Group({ ...settings, timeout: ms(hourMs) })
  return {
    // With the writes below at most 900 points in any minute: 180 and four times 120, and four more for each of 60 writes.
    global: group({ maxConcurrent: 10, ...bucket({ holds: 180, gains: 120, everyMs: ms(20_000) }) }),
    write: group({ maxConcurrent: 1, minTime: ms(1_000) }),
    // At most 500 in any hour.
    notifications: group({
      maxConcurrent: 1,
      minTime: ms(1_000),
      ...bucket({ holds: 90, gains: 10, everyMs: ms(90_000) }),
    }),
    search: group({ maxConcurrent: 1, minTime: ms(2_100) }),
    auth: group({ maxConcurrent: 1, minTime: ms(350) }),
    meaning: group({ maxConcurrent: 1, minTime: ms(6_100) }),
    fallbackSecondaryRateRetryAfter: Math.ceil(60 / clockFactor),
  }
}

/** What may be used up at once, and how it fills again. */
function bucket({ holds, gains, everyMs }: { holds: number; gains: number; everyMs: number }) {
  return {
    reservoir: holds,
    reservoirIncreaseAmount: gains,
    reservoirIncreaseInterval: everyMs,
    reservoirIncreaseMaximum: holds,
  }
}
