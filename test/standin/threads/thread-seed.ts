/**
 * Issues and pull requests of other people's repositories as they are found: with their own numbers and times, long closed or merged.
 * emulate numbers and dates what it makes by itself, so these are kept beside it and can only be read, by GraphQL.
 */
import { z } from 'zod'

const fullName = z.string().regex(/^[\w.-]+\/[\w.-]+$/, 'OWNER/NAME')
const reference = z.string().regex(/^[\w.-]+\/[\w.-]+#\d+$/, 'OWNER/NAME#NUMBER')

export const threadSeed = z.strictObject({
  repository: fullName,
  number: z.int().positive(),
  kind: z.enum(['issue', 'pull-request']).default('issue'),
  author: z.string().default('ghost'),
  title: z.string(),
  body: z.string().default(''),
  labels: z.array(z.string()).default([]),
  comments: z.array(z.strictObject({ author: z.string().default('ghost'), body: z.string() })).default([]),
  reactions: z.int().min(0).default(0),
  state: z.enum(['open', 'closed', 'merged']).default('open'),
  draft: z.boolean().default(false),
  locked: z.boolean().default(false),
  stateReason: z.enum(['COMPLETED', 'NOT_PLANNED', 'DUPLICATE']).nullable().default(null),
  createdAt: z.iso.datetime(),
  /** When it was closed or merged. */
  closedAt: z.iso.datetime().nullable().default(null),
  /** Of a merged pull request: branch, tag or commit that it became; `commits[].merges` of the repository says it too. */
  mergeCommit: z.string().nullable().default(null),
  /** The pull request that closed an issue. */
  closedBy: reference.nullable().default(null),
  /** Linked by hand. */
  connected: z.array(reference).default([]),
  duplicateOf: reference.nullable().default(null),
})

export type ThreadSeed = z.input<typeof threadSeed>
/** A thread with nothing left open. */
export type StoredThread = z.output<typeof threadSeed>
