import type { MetricKind, MetricUnit } from '../../types.ts'
import type { ValueType } from './read-pprof-tables.ts'

/** How one of a pprof profile's sample types becomes a metric. */
export interface MetricPlan {
  readonly name: string
  readonly unit: MetricUnit
  readonly kind: MetricKind
  /** Which of a sample's values it is. */
  readonly valueIndex: number
  /** What to multiply the value by. */
  readonly scale: number
  /** Weight of one sample, in `unit`, where it can be told. */
  readonly sampleWeight: number | null
}

export interface PprofMetrics {
  readonly metrics: readonly MetricPlan[]
  /** Which of a sample's values says how many samples it stands for; null where none does. */
  readonly countIndex: number | null
}

const NANOSECONDS = new Map([
  ['nanoseconds', 1],
  ['ns', 1],
  ['microseconds', 1e3],
  ['us', 1e3],
  ['milliseconds', 1e6],
  ['ms', 1e6],
  ['seconds', 1e9],
  ['s', 1e9],
])

/**
 * Makes metrics of sample types, told by their names and units, never by their places. A type `samples` beside a time is no
 * metric of its own: it counts the samples that the time stands for.
 *
 * @param period how much of `periodType` passes between two samples; 0 where it is not known
 */
export function planPprofMetrics(types: readonly ValueType[], periodType: ValueType, period: number): PprofMetrics {
  const timed = types.some(({ unit }) => NANOSECONDS.has(unit))
  const counting = timed ? types.findIndex(countsSamples) : -1
  const metrics = types.flatMap((valueType, valueIndex) =>
    valueIndex === counting ? [] : [planMetric(valueType, valueIndex, periodType, period)],
  )
  return { metrics, countIndex: counting === -1 ? null : counting }
}

function planMetric(valueType: ValueType, valueIndex: number, periodType: ValueType, period: number): MetricPlan {
  const { type, unit } = valueType
  const common = { name: type === '' ? unit : type, valueIndex }
  const nanoseconds = NANOSECONDS.get(unit)
  if (nanoseconds !== undefined) {
    const periodScale = type === periodType.type && period > 0 ? NANOSECONDS.get(periodType.unit) : undefined
    const sampleWeight = periodScale === undefined ? null : period * periodScale
    return { ...common, unit: 'nanoseconds', kind: isCpu(type) ? 'cpu' : 'wall', scale: nanoseconds, sampleWeight }
  }
  // eBPF agents record only how many samples they took, and of what the period's type says, if anything does.
  const sampled = countsSamples(valueType) && (isCpu(periodType.type) || periodType.type === '')
  const kind = sampled || isCpu(type) ? 'cpu' : 'other'
  if (unit === 'bytes') return { ...common, unit, kind, scale: 1, sampleWeight: null }
  if (unit === 'cycles') return { ...common, unit, kind, scale: 1, sampleWeight: null }
  return { ...common, unit: 'samples', kind, scale: 1, sampleWeight: countsSamples(valueType) ? 1 : null }
}

/** `off_cpu` is how eBPF agents call the time in which a thread waits. */
function isCpu(type: string): boolean {
  return /cpu|cycles/i.test(type) && !isOffCpu(type)
}

export function isOffCpu(type: string): boolean {
  return /^off[-_]?cpu/i.test(type)
}

function countsSamples({ type, unit }: ValueType): boolean {
  return /^samples?$/.test(type) && unit === 'count'
}
