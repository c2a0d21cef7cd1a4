import type { Profile } from './types.ts'

/** What was measured of one metric; time spent waiting stands apart. */
export interface MetricTotals {
  /** In the metric's unit, without what was idle. */
  readonly weight: number
  readonly samples: number
  readonly idleWeight: number
  readonly idleSamples: number
}

/**
 * Adds up one metric of a profile.
 *
 * @param metric index into `profile.metrics`
 */
export function measureMetric(profile: Profile, metric: number): MetricTotals {
  const totals = { weight: 0, samples: 0, idleWeight: 0, idleSamples: 0 }
  const { length, metric: metrics, weight, count, idle } = profile.samples
  for (let row = 0; row < length; row++) {
    if (metrics[row] !== metric) continue
    if (idle[row] === 1) {
      totals.idleWeight += weight[row] as number
      totals.idleSamples += count[row] as number
    } else {
      totals.weight += weight[row] as number
      totals.samples += count[row] as number
    }
  }
  return totals
}

/**
 * The weight of everything that was not idle, in the metric's unit.
 *
 * @param metric index into `profile.metrics`
 */
export function totalWeight(profile: Profile, metric: number): number {
  return measureMetric(profile, metric).weight
}
