import type { Need, Verdict } from './types.ts'

export interface Decision {
  readonly verdict: Verdict
  /** Probability that the verdict (and the culprit) is right, 0 to 1. */
  readonly confidence: number
  readonly reasons: readonly string[]
  readonly needs: readonly Need[]
  readonly next: readonly string[]
}

/** This recording cannot tell: why, and what to record instead. */
export function inconclusive(confidence: number, reason: string, need: Need): Decision {
  return {
    verdict: 'inconclusive',
    confidence,
    reasons: [reason],
    needs: [need],
    next: [need.kind === 'recording' ? `Record instead: ${need.what}` : `Add ${need.what}`],
  }
}
