import { percent } from '../percent.ts'
import type { ShapeRule } from './types.ts'

/** The kernel does the work: 70 % of the time and no locks, from incidents decided by hand. */
export const syscallBound: ShapeRule = {
  kind: 'syscall-bound',
  meaning: 'The time is in the kernel: too many system calls, or too much for each.',
  mitigation: 'Batch or buffer what is read and written; check the storage and network that the calls wait for.',
  signals: [
    {
      measure: ({ kernel }) => kernel,
      threshold: 0.6,
      sure: 0.8,
      says: (value) => `the kernel has ${percent(value)} of the time`,
    },
  ],
  counterSignals: [
    {
      measure: ({ classes }) => classes.lock,
      from: 0.05,
      to: 0.2,
      weight: 0.7,
      says: (value) => `locks are on ${percent(value)} of the stacks`,
    },
  ],
}
