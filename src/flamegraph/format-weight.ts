import type { Metric, MetricUnit } from '../profile/index.ts'

const threeDigits = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 })
const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })

/** Names of a unit's multiples, from the largest. */
const multiples = {
  nanoseconds: { s: 1e9, ms: 1e6, µs: 1e3, ns: 1 },
  cycles: { 'G cycles': 1e9, 'M cycles': 1e6, 'k cycles': 1e3, cycles: 1 },
  bytes: { GiB: 2 ** 30, MiB: 2 ** 20, KiB: 2 ** 10, bytes: 1 },
} satisfies Partial<Record<MetricUnit, Record<string, number>>>

/** A weight for people: `5.5 s`, `2,747 samples`, `1.2 MiB`. */
export function formatWeight(weight: number, unit: MetricUnit): string {
  if (unit === 'samples' || unit === 'events') return `${whole.format(weight)} ${unit}`
  const [name, size] = Object.entries(multiples[unit]).find(([, least]) => weight >= least || least === 1) ?? [unit, 1]
  return `${threeDigits.format(weight / size)} ${name}`
}

/** A weight per second for people; processor time per second is a number of busy cores. */
export function formatRate(weightPerSecond: number, { unit, kind }: Metric): string {
  if (unit === 'nanoseconds' && kind === 'cpu') {
    const cores = threeDigits.format(weightPerSecond / 1e9)
    return cores === '1' ? '1 core' : `${cores} cores`
  }
  if (unit === 'samples' || unit === 'events') return `${threeDigits.format(weightPerSecond)} ${unit}/s`
  return `${formatWeight(weightPerSecond, unit)}/s`
}

/** A share from 0 to 1 for people: `12.3 %`, and `< 0.1 %` for what rounding would hide. */
export function formatShare(share: number): string {
  return share > 0 && share < 0.001 ? '< 0.1 %' : `${(share * 100).toFixed(1)} %`
}

/** A number of things for people: `2,747`. */
export function formatCount(count: number): string {
  return whole.format(count)
}
