import { percent } from '../percent.ts'
import type { ShapeRule } from './types.ts'

/**
 * Errors are raised, or stacks are walked to describe them, all the time. What others publish counts exceptions a second (JMC and
 * Datadog 5,000 to 10,000), which samples do not; threshold ours: capturing and unwinding stacks is on a fifth of the stacks.
 */
export const exceptions: ShapeRule = {
  kind: 'exceptions',
  meaning: 'Errors are made all the time, and describing where they were made costs more than the work itself.',
  mitigation:
    'Stop what raises the errors (a failing check, a retry), or turn off stack traces and caller data where they are not read.',
  signals: [
    {
      measure: ({ classes }) => classes.exception,
      threshold: 0.2,
      sure: 0.5,
      says: (value) => `raising errors and walking the stack for them is on ${percent(value)} of the stacks`,
    },
  ],
  counterSignals: [],
}
