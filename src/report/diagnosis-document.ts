import { z } from 'zod'
import { change, run, shapeKinds, verdicts } from './comparison-parts.ts'
import { startedDocument } from './started-document.ts'

const share = z.number().min(0).max(1)
const purl = z.string().regex(/^pkg:/).describe('Package URL')

const shares = z.strictObject({
  self: share.describe('its own frame is the leaf'),
  charged: share.describe('self, and the library, runtime and kernel time that it asked for'),
  total: share.describe('on the stack at least once'),
  mentioned: share.describe('named by a frame of others, as a type argument'),
})

/** The object that `headwater diagnose --json` prints; the schema in `docs/` is derived from it. */
export const diagnosisDocument = z
  .strictObject({
    schema: z.literal('headwater/diagnosis@1'),
    profile: z.strictObject({
      format: z.string(),
      samples: z.number().min(0).describe('samples on the CPU'),
      total: z.strictObject({ value: z.number(), unit: z.string() }).describe('their weight'),
      durationSeconds: z.number().min(0).nullable(),
      understood: share.describe('of the file'),
      owned: share.describe('of the weight: its leaf has an owner'),
      idle: share.describe('of all samples'),
      metrics: z.array(z.string()),
    }),
    hotFrames: z.array(z.strictObject({ symbol: z.string(), owner: z.string(), self: share, total: share })),
    shape: z.strictObject({
      kind: z.enum(shapeKinds),
      subject: z.enum(['serialization', 'parsing', 'crypto', 'compression', 'logging', 'rendering']).nullable(),
      confidence: share,
      evidence: z.array(z.string()),
    }),
    verdict: z.enum(verdicts),
    confidence: share.describe('probability that verdict and culprit are right; at most 0.5 where inconclusive'),
    culprit: z
      .strictObject({
        purl,
        lockfile: z.string().nullable(),
        share: shares,
        wrappers: z.array(z.string()).describe('own code and packages on the way to it, outermost first'),
        reasons: z.array(z.string()),
      })
      .nullable()
      .describe('null unless the verdict is dependency'),
    suspects: z.array(
      z.strictObject({ purl: z.string(), confidence: share, share: shares, reasons: z.array(z.string()) }),
    ),
    carriers: z.array(z.strictObject({ purl: z.string(), rule: z.string() })).describe('set aside'),
    needs: z
      .array(
        z.strictObject({
          kind: z.enum(['package-source', 'recording', 'lockfile']),
          what: z.string(),
          why: z.string(),
        }),
      )
      .describe('what a surer answer needs and could not be fetched'),
    next: z.array(z.string()).describe('what a person should do'),
    upstream: z
      .strictObject({ repository: z.url(), directory: z.string().nullable(), provenance: z.string() })
      .nullable(),
    fix: z
      .strictObject({
        status: z.enum(['upgrade', 'locked-has-it', 'unreleased', 'in-review', 'open', 'not-planned', 'unknown']),
        purl: z.string(),
        version: z.string().nullable(),
        release: z.url().nullable(),
      })
      .nullable(),
    related: z.array(z.strictObject({ url: z.url(), state: z.string(), reasons: z.array(z.string()) })),
    remedy: z.strictObject({ command: z.string(), parent: z.string().nullable() }).nullable(),
    started: startedDocument
      .optional()
      .describe('what changed shortly before the incident; left out where nobody looked'),
    compared: z
      .strictObject({ recording: z.string(), run, changes: z.array(change) })
      .optional()
      .describe('with --compare: what another run has of the trouble (`after`) beside this one (`before`)'),
  })
  .meta({ title: 'What headwater diagnose --json prints' })

export type DiagnosisDocument = z.infer<typeof diagnosisDocument>

/** The published JSON Schema (draft 2020-12) of `DiagnosisDocument`. */
export function diagnosisSchema(): object {
  return z.toJSONSchema(diagnosisDocument)
}
