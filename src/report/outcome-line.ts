import type { Outcome } from '../diagnosis/index.ts'

/** The answer of a comparison, as a heading. */
export const outcomeLine: Readonly<Record<Outcome, string>> = {
  resolved: 'Resolved: the symptom is gone',
  'still-there': 'Still there: the newer run shows the symptom',
  'not-comparable': 'Not comparable: these recordings cannot say whether it is gone',
}
