import { z } from 'zod'
import type { Change } from '../diagnosis/index.ts'

export const shapeKinds = [
  'busy-loop',
  'regex-backtracking',
  'quadratic-algorithm',
  'gc-pressure',
  'lock-contention',
  'syscall-bound',
  'exceptions',
  'jit',
  'hot-work',
  'unknown',
] as const

export const verdicts = ['dependency', 'own-code', 'expected-work', 'runtime', 'inconclusive'] as const

const share = z.number().min(0).max(1).describe("of the recording's time on the CPU")

const amount = z.strictObject({
  share,
  weight: z.number().min(0).describe('in `unit`'),
  rate: z.number().min(0).nullable().describe('for each second of wall time; of seconds: cores in use'),
})

/** What a run is known by beside another one. */
export const run = z.strictObject({
  format: z.string(),
  samples: z.number().min(0).describe('samples on the CPU'),
  durationSeconds: z.number().min(0).nullable(),
  threads: z.number().min(0).describe('threads that were seen on the CPU'),
  shape: z.enum(shapeKinds),
  verdict: z.enum(verdicts),
  culprit: z.string().nullable().describe('Package URL'),
})

/** One thing measured in two recordings. */
export const change = z.strictObject({
  what: z.enum(['load', 'symptom', 'culprit', 'own-work']),
  counted: z.string(),
  before: amount,
  after: amount,
  ratio: z.number().min(0).nullable().describe('of the rates, after by before'),
})

/** Changes as the document holds them. */
export function makeChanges(changes: readonly Change[]): z.infer<typeof change>[] {
  return changes.map((one) => ({ ...one, before: { ...one.before }, after: { ...one.after } }))
}
