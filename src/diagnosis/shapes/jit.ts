import { percent } from '../percent.ts'
import type { ShapeRule } from './types.ts'

/**
 * The runtime compiles, and throws away what it compiled. Ten percent after warm-up is what others publish as too much; a CPU profile
 * does not say whether the process had warmed up, so a fifth is asked for.
 */
export const jit: ShapeRule = {
  kind: 'jit',
  meaning:
    'The runtime spends its time compiling code: at a start that is usual, later it means that compiled code is thrown away again.',
  mitigation:
    'Wait until the process has warmed up; where it goes on, give the code cache more room or bound the compiler threads.',
  signals: [
    {
      measure: ({ classes }) => classes.compilation,
      threshold: 0.2,
      sure: 0.5,
      says: (value) => `compiling is on ${percent(value)} of the stacks`,
    },
  ],
  counterSignals: [],
}
