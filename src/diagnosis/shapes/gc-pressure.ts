import { percent } from '../percent.ts'
import type { ShapeRule } from './types.ts'

/** More time goes into handing out and taking back memory than into using it: 50 %, from incidents decided by hand. */
export const gcPressure: ShapeRule = {
  kind: 'gc-pressure',
  meaning: 'Most of the time goes into handing out memory and taking it back.',
  mitigation:
    'Add memory or raise the collection target (GOGC, --max-semi-space-size) while the allocations are found.',
  signals: [
    {
      measure: ({ classes }) => Math.min(1, classes.collection + classes.allocation),
      threshold: 0.5,
      sure: 0.75,
      says: (value, { classes }) =>
        `allocation and collection are on ${percent(value)} of the stacks (collection ${percent(classes.collection)})`,
    },
  ],
  counterSignals: [
    {
      measure: ({ classes }) => (classes.collection > 0 ? 0 : 1),
      from: 0,
      to: 1,
      weight: 0.6,
      says: () => 'nothing is collected: a language without a garbage collector, or none of its frames',
    },
  ],
}
