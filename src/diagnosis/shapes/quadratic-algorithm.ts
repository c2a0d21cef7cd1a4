import type { Facts } from '../gather-facts.ts'
import { percent } from '../percent.ts'
import type { ShapeRule } from './types.ts'

/**
 * One function dominates, or calls itself on most stacks. Thresholds from incidents decided by hand: 40 % charged to one
 * function, 70 % of the stacks with a function that calls itself. One recording cannot show growth; two can.
 */
export const quadraticAlgorithm: ShapeRule = {
  kind: 'quadratic-algorithm',
  meaning: 'One function does more than its input seems to ask for: its time probably grows faster than the input.',
  mitigation: 'Bound the size of the input that reaches it, or reject the requests that carry it.',
  signals: [
    {
      measure: ({ hottest }) => hottest.share,
      threshold: 0.4,
      sure: 0.8,
      says: (value, facts) =>
        `one function, ${nameOf(facts, facts.hottest.frame)}, is charged with ${percent(value)} of the time`,
    },
    {
      measure: ({ recursive }) => recursive.share,
      threshold: 0.7,
      sure: 0.95,
      says: (value, facts) => `${nameOf(facts, facts.recursive.frame)} calls itself on ${percent(value)} of the stacks`,
    },
  ],
  counterSignals: [
    {
      measure: ({ expected }) => expected?.share ?? 0,
      from: 0.5,
      to: 0.6,
      weight: 1,
      says: (value, { expected }) => `${expected?.what ?? ''} is on ${percent(value)}, and is slow by design`,
    },
    {
      measure: ({ classes }) => classes.collection + classes.allocation,
      from: 0.5,
      to: 0.9,
      weight: 0.5,
      says: (value) => `allocation and collection take ${percent(value)}`,
    },
  ],
}

function nameOf({ measures }: Facts, frame: number): string {
  return `\`${measures.owned.frames[frame]?.symbol.replaceAll('`', "'") ?? ''}\``
}
