import { expect, it } from 'vitest'
import { describeRate } from '../../src/diagnosis/index.ts'

const rates: readonly (readonly [rate: number | null, unit: string, text: string])[] = [
  [0.0504, 'seconds', '0.050 cores'],
  [1.98, 'seconds', '2.0 cores'],
  [3_220_000_000, 'cycles', '3.2 billion cycles a second'],
  [412_000_000, 'cycles', '412 million cycles a second'],
  [25_000, 'cycles', '25,000 cycles a second'],
  [640.4, 'cycles', '640 cycles a second'],
  [0, 'seconds', '0.0 cores'],
  [null, 'seconds', 'unknown'],
]

it.for(rates)('says %s %s so that a person can read it', ([rate, unit, text]) => {
  expect(describeRate(rate, unit)).toBe(text)
})
