import { z } from 'zod'
import type { Comparison, Trigger } from '../diagnosis/index.ts'
import { change, makeChanges, run } from './comparison-parts.ts'
import { roundNumbers } from './round-numbers.ts'

/** The object that `headwater validate --json` prints; the schema in `docs/` is derived from it. */
export const comparisonDocument = z
  .strictObject({
    schema: z.literal('headwater/comparison@1'),
    outcome: z.enum(['resolved', 'still-there', 'not-comparable']),
    trigger: z.enum(['ran', 'absent', 'unknown']).describe('as a person said'),
    reasons: z.array(z.string()).describe('what decided'),
    before: run,
    after: run,
    unit: z.string().describe('of weights: seconds, cycles, samples'),
    changes: z.array(change),
    versions: z
      .array(z.string())
      .nullable()
      .describe('the culprit and what it uses, where the two runs differ; null where that is not known'),
    next: z.array(z.string()).describe('what a person should do'),
  })
  .meta({ title: 'What headwater validate --json prints' })

export type ComparisonDocument = z.infer<typeof comparisonDocument>

/** The published JSON Schema (draft 2020-12) of `ComparisonDocument`. */
export function comparisonSchema(): object {
  return z.toJSONSchema(comparisonDocument)
}

/** The contract's object for one comparison. */
export function makeComparisonDocument(comparison: Comparison, trigger: Trigger): ComparisonDocument {
  const { outcome, reasons, before, after, unit, changes, versions, next } = comparison
  return roundNumbers({
    schema: 'headwater/comparison@1',
    outcome,
    trigger,
    reasons: [...reasons],
    before: { ...before },
    after: { ...after },
    unit,
    changes: makeChanges(changes),
    versions: versions && [...versions],
    next: [...next],
  })
}
