import { describe, expect, it } from 'vitest'
import { formatRate, formatShare, formatWeight } from '../../src/flamegraph/format-weight.ts'
import type { Metric } from '../../src/profile/index.ts'

describe('a weight for people', () => {
  const weights = [
    [5_510_000_000, 'nanoseconds', '5.51 s'],
    [20_040_000, 'nanoseconds', '20 ms'],
    [1_500, 'nanoseconds', '1.5 µs'],
    [0, 'nanoseconds', '0 ns'],
    [2747, 'samples', '2,747 samples'],
    [3_210_000_000, 'cycles', '3.21 G cycles'],
    [1_258_291, 'bytes', '1.2 MiB'],
    [12, 'events', '12 events'],
  ] as const
  for (const [weight, unit, text] of weights) {
    it(`is ${text} for ${weight} ${unit}`, () => {
      expect(formatWeight(weight, unit)).toBe(text)
    })
  }
})

describe('a rate for people', () => {
  const rates: readonly [number, Metric, string][] = [
    [1.1e9, { name: 'cpu-clock', unit: 'nanoseconds', kind: 'cpu' }, '1.1 cores'],
    [1.1e9, { name: 'wall', unit: 'nanoseconds', kind: 'wall' }, '1.1 s/s'],
    [99.5, { name: 'samples', unit: 'samples', kind: 'cpu' }, '99.5 samples/s'],
    [2048, { name: 'alloc_space', unit: 'bytes', kind: 'other' }, '2 KiB/s'],
  ]
  for (const [rate, metric, text] of rates) {
    it(`is ${text} for ${rate} ${metric.unit} of ${metric.name} a second`, () => {
      expect(formatRate(rate, metric)).toBe(text)
    })
  }
})

describe('a share for people', () => {
  it.each([
    [0, '0.0 %'],
    [0.0004, '< 0.1 %'],
    [0.3597, '36.0 %'],
    [1, '100.0 %'],
  ])('is, of %d, %s', (share, text) => {
    expect(formatShare(share)).toBe(text)
  })
})
