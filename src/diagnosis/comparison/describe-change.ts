import { percent } from '../percent.ts'
import { describeRate } from './describe-rate.ts'
import type { Change } from './types.ts'

/**
 * One thing measured in both recordings, for people: `charged to carriers: 0.79 cores, now 0.050 cores (6.3 % of it)`.
 *
 * @param unit of weights; of seconds, cores are in use
 */
export function describeChange({ counted, before, after, ratio }: Change, unit: string): string {
  const part = ratio === null ? '' : ` (${percent(ratio)} of it)`
  return `${counted}: ${describeRate(before.rate, unit)}, now ${describeRate(after.rate, unit)}${part}`
}
