import { expect, it } from 'vitest'
import { sureOfMajority } from '../../src/diagnosis/sure-of-majority.ts'

const cases: readonly (readonly [agreeing: number, samples: number, sure: number])[] = [
  [0, 0, 0.49],
  [3, 3, 0.92],
  [4, 4, 0.95],
  [2, 4, 0.49],
  [2_000, 2_000, 0.98],
  [1_200, 2_000, 0.98],
  [5_000, 10_000, 0.49],
  [100_000, 100_000, 0.98],
]

it.for(cases)('%i of %i samples that agree, however many they are', ([agreeing, samples, sure]) => {
  expect(sureOfMajority(agreeing, samples)).toBeCloseTo(sure, 2)
})
