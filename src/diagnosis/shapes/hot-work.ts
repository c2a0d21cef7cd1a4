import { percent } from '../percent.ts'
import type { ShapeRule } from './types.ts'

/** Much of one kind of work and nothing pathological in sight: somebody is charged with a large part of the time. */
export const hotWork: ShapeRule = {
  kind: 'hot-work',
  meaning: 'Much of one kind of work is done; nothing pathological is seen in how it is done.',
  mitigation: 'Do less of the work for each request (cache it, batch it, send less), or add capacity.',
  signals: [
    {
      measure: ({ measures, carriers }) =>
        Math.max(0, ...measures.owners.map((owner, index) => (carriers.has(index) ? 0 : owner.charged))),
      threshold: 0.1,
      sure: 0.4,
      says: (value) => `one owner is charged with ${percent(value)} of the time`,
    },
  ],
  counterSignals: [
    {
      measure: ({ measures }) => measures.unknown,
      from: 0.3,
      to: 0.8,
      weight: 0.6,
      says: (value) => `${percent(value)} of the time has no owner`,
    },
  ],
}
