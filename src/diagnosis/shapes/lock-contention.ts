import { percent } from '../percent.ts'
import type { ShapeRule } from './types.ts'

/** Threads make each other wait: locks on 15 % of the stacks, over several threads, from incidents decided by hand. */
export const lockContention: ShapeRule = {
  kind: 'lock-contention',
  meaning: 'Threads spend their time taking and handing over a lock.',
  mitigation: 'Run fewer threads, or take the contended call out of the hot path.',
  signals: [
    {
      // Where the format names several threads, one alone cannot contend.
      measure: ({ classes, threadsInLocks, measures }) =>
        threadsInLocks === 1 && measures.owned.profile.threads.length > 1 ? 0 : classes.lock,
      threshold: 0.15,
      sure: 0.4,
      says: (value, { threadsInLocks }) =>
        `locks are on ${percent(value)} of the stacks, in ${threadsInLocks} ${threadsInLocks === 1 ? 'thread' : 'threads'}`,
    },
  ],
  counterSignals: [],
}
