import type { Facts } from '../gather-facts.ts'
import type { ShapeKind } from '../types.ts'

/** Something that speaks for a shape: a share, and from where on it does. */
export interface Signal {
  /** From 0 to 1. */
  readonly measure: (facts: Facts) => number
  /** Below it the signal is silent. */
  readonly threshold: number
  /** From here on more of it adds nothing. */
  readonly sure: number
  readonly says: (value: number, facts: Facts) => string
}

/** Something that speaks against a shape, by degrees: nothing below `from`, all of `weight` at `to`. */
export interface CounterSignal {
  readonly measure: (facts: Facts) => number
  readonly from: number
  readonly to: number
  /** How much of the confidence it takes at most, 0 to 1. */
  readonly weight: number
  readonly says: (value: number, facts: Facts) => string
}

/** One shape, as data. */
export interface ShapeRule {
  readonly kind: ShapeKind
  /** What the shape means, in one sentence. */
  readonly meaning: string
  /** What helps at once, before anything is fixed. */
  readonly mitigation: string
  /** One is enough; of several, the strongest counts. */
  readonly signals: readonly Signal[]
  readonly counterSignals: readonly CounterSignal[]
}
