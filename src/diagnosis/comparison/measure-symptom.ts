import type { Facts } from '../gather-facts.ts'
import type { Diagnosis } from '../types.ts'
import { chargedShare, identityOf } from './owner-identity.ts'

/** What a run suffers from, as a measure that can be taken of any run. */
export interface Symptom {
  /** What is counted, as it follows 'time': `in locks`. */
  readonly counted: string
  /** Its share of a run's time on the CPU, 0 to 1. */
  readonly shareIn: (facts: Facts) => number
}

/** An expression below this share is one of the ordinary ones. */
const leastPattern = 0.01

/**
 * The symptom that the shape of a diagnosis stands for. Functions and expressions are looked for by name, packages whatever
 * their version, so that the same trouble is found in another build.
 *
 * @param facts of the run that was diagnosed
 * @returns null where the diagnosis names nothing that could be looked for
 */
export function symptomOf(facts: Facts, diagnosis: Diagnosis): Symptom | null {
  const { hottest, recursive } = facts
  switch (diagnosis.shape.kind) {
    case 'busy-loop':
      return { counted: 'charged to carriers (executor, tracing, allocator)', shareIn: ({ relaying }) => relaying }
    case 'regex-backtracking':
      return inHotPatterns(facts)
    case 'quadratic-algorithm':
      return hottest.share >= recursive.share
        ? inFunction(facts, hottest.frame, 'frameCharged')
        : inFunction(facts, recursive.frame, 'frameRecursive')
    case 'gc-pressure':
      return {
        counted: 'in allocation and collection',
        shareIn: ({ classes }) => Math.min(1, classes.collection + classes.allocation),
      }
    case 'lock-contention':
      return { counted: 'in locks', shareIn: ({ classes }) => classes.lock }
    case 'syscall-bound':
      return { counted: 'in the kernel', shareIn: ({ kernel }) => kernel }
    case 'exceptions':
      return { counted: 'in exceptions', shareIn: ({ classes }) => classes.exception }
    case 'jit':
      return { counted: 'in the compiler', shareIn: ({ classes }) => classes.compilation }
    case 'hot-work':
    case 'unknown':
      return chargedTo(facts, diagnosis)
  }
}

function inHotPatterns({ patterns }: Facts): Symptom {
  const hot = new Set(patterns.filter(({ share }) => share >= leastPattern).map(({ pattern }) => pattern))
  const one = hot.has('') ? "in the language's engine for regular expressions" : 'in the hot regular expression'
  return {
    counted: hot.size === 1 ? one : `in the ${hot.size} hot regular expressions`,
    shareIn: (run) => run.patterns.reduce((sum, { pattern, share }) => sum + (hot.has(pattern) ? share : 0), 0),
  }
}

function inFunction({ measures }: Facts, frame: number, column: 'frameCharged' | 'frameRecursive'): Symptom {
  const symbol = measures.owned.frames[frame]?.symbol ?? ''
  const name = `\`${symbol.replaceAll('`', "'")}\``
  return {
    counted: column === 'frameCharged' ? `charged to ${name}` : `in calls of ${name} by itself`,
    shareIn: ({ measures: run }) => {
      let sum = 0
      for (const [index, other] of run.owned.frames.entries()) {
        if (other.symbol === symbol) sum += run[column][index] as number
      }
      return run.weight > 0 ? sum / run.weight : 0
    },
  }
}

function chargedTo({ measures }: Facts, { culprit, verdict }: Diagnosis): Symptom | null {
  if (culprit) {
    const identity = identityOf(measures.owned, measures.owned.owners[culprit.owner])
    return { counted: `charged to \`${culprit.purl}\``, shareIn: ({ measures: run }) => chargedShare(run, identity) }
  }
  if (verdict !== 'own-code') return null
  return {
    counted: 'charged to our own code',
    shareIn: ({ measures: run }) =>
      run.owners.reduce((sum, { charged }, index) => sum + (run.owned.owners[index]?.kind === 'own' ? charged : 0), 0),
  }
}
