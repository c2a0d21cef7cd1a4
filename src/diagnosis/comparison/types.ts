import type { ShapeKind, Verdict } from '../types.ts'

/** Whether what set the trouble off happened during the newer recording; only a person knows. */
export type Trigger = 'ran' | 'absent' | 'unknown'

export type Outcome = 'resolved' | 'still-there' | 'not-comparable'

/** An amount of one recording's time. */
export interface Amount {
  /** Of the recording's time on the CPU, 0 to 1. */
  readonly share: number
  /** In the metric's unit: seconds, cycles, samples. */
  readonly weight: number
  /** For each second of wall time (of seconds: cores in use); null where the recording does not tell how long it took. */
  readonly rate: number | null
}

/** One thing measured in both recordings. */
export interface Change {
  readonly what: 'load' | 'symptom' | 'culprit' | 'own-work'
  /** What is counted, as a noun for people. */
  readonly counted: string
  readonly before: Amount
  readonly after: Amount
  /** After by before, of the rates; null where a rate is not known or there was nothing before. */
  readonly ratio: number | null
}

/** What a run is known by beside another one. */
export interface RunSummary {
  readonly format: string
  /** On the CPU. */
  readonly samples: number
  readonly durationSeconds: number | null
  /** Those that were seen on the CPU. */
  readonly threads: number
  readonly shape: ShapeKind
  readonly verdict: Verdict
  readonly culprit: string | null
}

/** What two recordings of two runs say of each other. */
export interface Comparison {
  readonly outcome: Outcome
  /** What decided, each with its numbers. */
  readonly reasons: readonly string[]
  readonly before: RunSummary
  readonly after: RunSummary
  /** Load first; what could not be measured is left out. */
  readonly changes: readonly Change[]
  /** `seconds`, or what else weights count. */
  readonly unit: string
  /** Packages that differ between the runs, of the culprit and what it uses: `rustls 0.23.5 → 0.23.7`; null where AFTER's are not known. */
  readonly versions: readonly string[] | null
  readonly next: readonly string[]
}

export interface CompareOptions {
  readonly trigger: Trigger
  /** Whether the newer recording's packages come from a lockfile of its own; else its versions are taken from the older run's. */
  readonly versionsKnown: boolean
}
