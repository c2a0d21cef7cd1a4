import type { Thread } from '../../github/index.ts'
import type { Trouble } from './rank-threads.ts'

/** What speaks for a thread by itself, whatever it tells of. */
interface Boost {
  readonly weight: number
  /** For the reader; null where it does not apply. */
  readonly reason: (thread: Thread, trouble: Pick<Trouble, 'version' | 'releasedAt'>) => string | null
}

const tellingLabel = /bug|perf|cpu|regression/i
const fewReactions = 2
/** What was opened longer before the locked version came out is hardly of it. */
const nearDays = 90

/** They move a thread up among those of its like, and never make it one of this very trouble. */
export const boosts: readonly Boost[] = [
  {
    weight: 0.5,
    reason: ({ labels }) => {
      const label = labels.find((name) => tellingLabel.test(name))
      return label === undefined ? null : `labelled \`${label}\``
    },
  },
  { weight: 0.5, reason: ({ hasMergedPull }) => (hasMergedPull ? 'a merged pull request closed it' : null) },
  {
    weight: 0.5,
    reason: ({ openedAt }, { version, releasedAt }) => {
      const days = releasedAt === null ? Number.NaN : (Date.parse(openedAt) - Date.parse(releasedAt)) / 86_400_000
      // Where the date is not known, neither holds.
      if (days >= 0) return `opened after ${version} came out`
      return days >= -nearDays ? `opened shortly before ${version} came out` : null
    },
  },
  { weight: 0.5, reason: ({ reactions }) => (reactions > fewReactions ? `${reactions} reactions` : null) },
]
