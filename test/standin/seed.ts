/**
 * What the stand-in starts with; README.md tells of every field.
 */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'
import { findStrangers } from './find-strangers.ts'
import { threadSeed } from './threads/thread-seed.ts'

const content = z.union([z.string(), z.strictObject({ file: z.string() }), z.strictObject({ base64: z.string() })])
/** A file's content: its text, another file's (relative to the seed file), or bytes in base64. */
export type Content = z.infer<typeof content>

const files = z.record(z.string(), content)
const role = z.enum(['read', 'triage', 'write', 'maintain', 'admin'])
const permissions = z.record(z.string(), z.enum(['read', 'write']))
const fullName = z.string().regex(/^[\w.-]+\/[\w.-]+$/, 'OWNER/NAME')

const user = z.strictObject({
  login: z.string(),
  type: z.enum(['User', 'Bot']).default('User'),
  token: z.string().optional(),
  name: z.string().optional(),
  email: z.string().optional(),
})

const commit = z.strictObject({
  message: z.string().default('Change files'),
  files,
  branch: z.string().optional(),
  tag: z.string().optional(),
  /** What the release of the tag says. */
  notes: z.string().optional(),
  /** Number of the stored pull request that it merged. */
  merges: z.int().positive().optional(),
  author: z.string().optional(),
  date: z.iso.datetime().optional(),
})

const repository = z.strictObject({
  name: fullName,
  private: z.boolean().default(false),
  archived: z.boolean().default(false),
  description: z.string().default(''),
  defaultBranch: z.string().default('main'),
  files: files.optional(),
  commits: z.array(commit).default([]),
  collaborators: z.record(z.string(), role).default({}),
  labels: z.array(z.string()).default([]),
  /** Full names under which it was known before. */
  formerNames: z.array(fullName).default([]),
})

const app = z.strictObject({
  id: z.int().positive().default(1001),
  slug: z.string().default('headwater'),
  name: z.string().default('Headwater'),
  clientId: z.string().default('Iv23liStandIn00000001'),
  privateKey: z.string().optional(),
  webhookSecret: z.string().min(1),
  webhookUrl: z.url().optional(),
  permissions: permissions.default({
    metadata: 'read',
    issues: 'write',
    contents: 'write',
    pull_requests: 'write',
    actions: 'read',
  }),
  events: z.array(z.string()).default(['issues', 'issue_comment', 'pull_request']),
  installations: z
    .array(
      z.strictObject({
        id: z.int().positive(),
        account: z.string(),
        repositories: z.union([z.literal('all'), z.array(fullName)]).default('all'),
        permissions: permissions.optional(),
      }),
    )
    .default([]),
})

export const attachmentSeed = z.strictObject({
  id: z
    .string()
    .regex(/^(\d+|[0-9a-f-]{36})$/, 'a number, or a UUID for kind asset')
    .optional(),
  kind: z.enum(['file', 'asset', 'legacy']).default('file'),
  name: z.string(),
  content,
  repository: fullName.optional(),
  access: z.enum(['public', 'private-never', 'private-with-token']).default('public'),
})
export type AttachmentSeed = z.input<typeof attachmentSeed>

export const artifactSeed = z.strictObject({
  repository: fullName,
  runId: z.int().positive(),
  id: z.int().positive().optional(),
  name: z.string(),
  expired: z.boolean().default(false),
  /** The zip's members, or the zip itself. */
  files: files.optional(),
  zip: content.optional(),
})
export type ArtifactSeed = z.input<typeof artifactSeed>

const issue = z.strictObject({
  repository: fullName,
  author: z.string(),
  title: z.string(),
  body: z.string().default(''),
  labels: z.array(z.string()).default([]),
  /** Opened by an issue form, whose labels stick whoever fills it in. */
  form: z.boolean().default(false),
  comments: z.array(z.strictObject({ author: z.string(), body: z.string() })).default([]),
  state: z.enum(['open', 'closed']).default('open'),
  locked: z.boolean().default(false),
})

const seed = z
  .strictObject({
    users: z.array(user).default([]),
    organizations: z.array(z.strictObject({ login: z.string(), admins: z.array(z.string()).default([]) })).default([]),
    repositories: z.array(repository).default([]),
    app: app.optional(),
    attachments: z.array(attachmentSeed).default([]),
    artifacts: z.array(artifactSeed).default([]),
    issues: z.array(issue).default([]),
    threads: z.array(threadSeed).default([]),
  })
  .superRefine((value, context) => {
    for (const { path, message } of findStrangers(value)) context.addIssue({ code: 'custom', path, message })
  })

/** A seed as one writes it. */
export type Seed = z.input<typeof seed>
/** A seed with nothing left open. */
export type FullSeed = z.output<typeof seed>

/**
 * Checks a seed and fills in what it leaves open.
 * @throws Error with one line for each field that is wrong.
 */
export function readSeed(value: unknown): FullSeed {
  const result = seed.safeParse(value)
  if (result.success) return result.data
  const lines = result.error.issues.map(({ path, message }) => `seed: ${path.join('.') || 'as a whole'}: ${message}`)
  throw new Error(lines.join('\n'))
}

/** The bytes that a content stands for. */
export function readContent(value: Content, folder: string): Buffer {
  if (typeof value === 'string') return Buffer.from(value)
  return 'file' in value ? readFileSync(resolve(folder, value.file)) : Buffer.from(value.base64, 'base64')
}
