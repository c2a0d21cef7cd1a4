import { z } from 'zod'
import type { Diagnosis } from '../../diagnosis/index.ts'
import { HeadwaterError } from '../../errors.ts'
import { type DependencyGraph, ecosystems } from '../../ownership/index.ts'
import { comparisonDocument, diagnosisDocument } from '../../report/index.ts'
import type { ParseAnswer, PublishedEvidence } from './types.ts'

const share = z.number()
const shares = z.object({ self: share, charged: share, total: share, mentioned: share })
const texts = z.array(z.string())
const index = z.int().min(0)
const shape = diagnosisDocument.shape

const suspect = z.object({
  owner: z.number(),
  purl: z.string(),
  lockfile: z.string().nullable(),
  confidence: share,
  share: shares,
  wrappers: texts,
  reasons: texts,
})

const diagnosis: z.ZodType<Diagnosis> = z.object({
  shape: shape.shape.extend({ meaning: z.string(), mitigation: z.string() }),
  verdict: shape.verdict,
  confidence: share,
  reasons: texts,
  culprit: suspect.nullable(),
  suspects: z.array(suspect),
  own: z.array(z.object({ name: z.string(), share: shares })),
  carriers: z.array(
    z.object({
      owner: z.number(),
      name: z.string(),
      role: z.enum(['executor', 'tracing', 'allocator', 'synchronisation', 'framework', 'adapter']),
      rule: z.string(),
      share: shares,
    }),
  ),
  hotFrames: shape.hotFrames,
  needs: shape.needs,
  next: texts,
})

const statedPackage = z.object({
  purl: z.string(),
  ecosystem: z.enum(ecosystems),
  name: z.string(),
  version: z.string().nullable(),
  unresolved: z.string().exactOptional(),
  own: z.boolean(),
  direct: z.boolean(),
  visibility: z.enum(['public', 'private', 'unstated']),
  repository: z.string().nullable(),
  lockfile: z.string(),
  libraryNames: texts,
  installPaths: texts,
  dependencies: z.array(index),
})

const graph: z.ZodType<DependencyGraph> = z.object({ packages: z.array(statedPackage), lockfiles: texts })

const names = z.object({
  hidden: texts,
  shown: texts,
  hiddenSymbols: texts,
  hiddenTexts: z.array(z.union([z.string(), z.object({ pattern: z.string() })])),
})

const evidence: z.ZodType<PublishedEvidence> = z.object({
  folded: z.string(),
  svg: z.string(),
  png: z.base64(),
  samples: z.number(),
  package: index,
  share: shares,
  names,
})

const parseAnswerSchema: z.ZodType<ParseAnswer> = z.object({
  profiles: z.array(
    z.object({ format: z.string().nullable(), samples: z.number().nullable(), error: z.string().nullable() }),
  ),
  diagnosed: z
    .object({
      diagnosis,
      document: diagnosisDocument,
      notes: texts,
      graph,
      culpritPackage: index.nullable(),
      neededPackages: z.array(index),
      hotSymbols: z.array(z.object({ purl: z.string(), words: z.string(), share })),
      hotFiles: z.array(z.object({ purl: z.string().nullable(), path: z.string(), share })),
      names: names.nullable(),
      picture: z.object({ svg: z.string(), png: z.base64() }).nullable(),
      evidence: evidence.nullable(),
      comparison: z.union([comparisonDocument, z.string()]).nullable(),
    })
    .nullable(),
  trouble: z.string().nullable(),
})

/**
 * Reads what the child answered. It has read hostile files, so that it is believed no more than they are.
 *
 * @param profiles how many it was asked about
 * @throws HeadwaterError `internal` where it is no answer
 */
export function parseAnswer(text: string, profiles: number): ParseAnswer {
  const answer = parseAnswerSchema.safeParse(parseJson(text))
  if (answer.success && answer.data.profiles.length === profiles) return answer.data
  throw new HeadwaterError('internal', 'the reader of profiles answered something that is no answer', {
    cause: answer.error,
  })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
