import type { Facts } from '../gather-facts.ts'
import { percent } from '../percent.ts'
import type { ShapeRule } from './types.ts'

/**
 * Regular expressions that try ever more ways to match. All expressions that one caller runs count together: each may be
 * small. Threshold: 30 % of one caller, from incidents decided by hand; 20 % of one expression and 86 % have been seen. Where only the
 * engine of a language is seen, many short matches look alike.
 */
export const regexBacktracking: ShapeRule = {
  kind: 'regex-backtracking',
  meaning: 'A regular expression tries ever more ways to match the same text.',
  mitigation: 'Bound the length of the text that reaches the expression, or reject the requests that carry it.',
  signals: [
    {
      measure: (facts) => hottestCaller(facts).share,
      threshold: 0.3,
      sure: 0.6,
      says: (value, facts) => {
        const { patterns, engine } = hottestCaller(facts)
        if (engine)
          return `the language's engine for regular expressions takes ${percent(value)} of the time for one caller`
        return `${patterns} regular ${patterns === 1 ? 'expression' : 'expressions'} of one caller ${patterns === 1 ? 'takes' : 'take'} ${percent(value)} of the time`
      },
    },
  ],
  counterSignals: [
    {
      measure: (facts) => hottestCaller(facts).patterns,
      from: 10,
      to: 60,
      weight: 0.4,
      says: (value) => `it is spread over ${value} expressions, as ordinary matching is`,
    },
  ],
}

interface Caller {
  readonly share: number
  readonly patterns: number
  /** Some of its expressions are seen as the engine's work only. */
  readonly engine: boolean
}

function hottestCaller({ patterns }: Facts): Caller {
  const nobody: Caller = { share: 0, patterns: 0, engine: false }
  const callers = new Map<number, Caller>()
  for (const { caller, share, engine } of patterns) {
    const sum = callers.get(caller) ?? nobody
    callers.set(caller, {
      share: sum.share + share,
      patterns: sum.patterns + 1,
      engine: sum.engine || engine,
    })
  }
  return [...callers.values()].reduce((most, next) => (next.share > most.share ? next : most), nobody)
}
