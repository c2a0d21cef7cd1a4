import type { Need } from '../types.ts'

/** A regular expression that took time, and who ran it. */
export interface HotPattern {
  /** Its source; empty where the recording does not show it. */
  readonly pattern: string
  /** The frame is a language's engine, which never shows the source. */
  readonly engine: boolean
  /** Frame (index) of the nearest own or package code that ran it; -1 for none. */
  readonly caller: number
  /** Share of the weight inside the expression, 0 to 1. */
  readonly share: number
  /** Part of that share with frames without an owner between the expression and the caller, 0 to 1. */
  readonly hidden: number
}

/** All the expressions that one owner runs, where they take a good part of the time. */
export interface HotExpression {
  /** Owner (index) whose code runs them. */
  readonly runner: number
  /** Share of the weight inside them, 0 to 1. */
  readonly share: number
  /** Part of that share that frames without an owner keep from the runner: somebody else may have run them; 0 to 1. */
  readonly hidden: number
  /** Owner (index) in whose code they were written; the runner where nothing says otherwise. */
  readonly author: number
  /** Probability, 0 to 1, that they were written there. */
  readonly certainty: number
  /** Whether they were found in the author's code. */
  readonly found: boolean
  /** What was found where. */
  readonly reasons: readonly string[]
  readonly needs: readonly Need[]
}
