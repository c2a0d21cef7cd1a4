import { measureMetric } from './measure-metric.ts'
import type { MetricKind, Profile } from './types.ts'

/** CPU time is what Headwater is about; wall time holds it; events only point to it. */
const KIND_ORDER: readonly MetricKind[] = ['cpu', 'wall', 'other', 'events']

/**
 * The metric that leads where nobody chose one: the first kind of CPU, wall, other, events that has samples, and of that
 * kind the metric with the most samples, waiting ones not counted.
 *
 * @returns index into `profile.metrics`; 0 where nothing was measured
 */
export function pickMetric(profile: Profile): number {
  const candidates = profile.metrics.map(({ kind }, metric) => ({
    metric,
    order: KIND_ORDER.indexOf(kind),
    samples: measureMetric(profile, metric).samples,
  }))
  candidates.sort((a, b) => Number(b.samples > 0) - Number(a.samples > 0) || a.order - b.order || b.samples - a.samples)
  return candidates[0]?.metric ?? 0
}
