import { collectPublishedNames, drawEvidence } from '../../contribution/index.ts'
import type { Result } from '../../diagnosis/index.ts'
import { HeadwaterError } from '../../errors.ts'
import type { OwnedProfile } from '../../ownership/index.ts'
import type { EvidenceRequest, PublishedEvidence } from './types.ts'

/** What of the leading recording may be published; null where nothing may, or this machine cannot draw. */
export async function drawPublished(
  { diagnosis, measures }: Result,
  { suspect, redact }: EvidenceRequest,
): Promise<PublishedEvidence | null> {
  const { owned, metric } = measures
  const culprit = suspect === null ? (diagnosis.culprit?.owner ?? -1) : findOwner(owned, suspect)
  const owner = owned.owners[culprit]
  if (owner === undefined || owner.package === null) return null
  const share = measures.owners[culprit]
  const evidence = await drawEvidence(owned, { culprit, metric, redact }).catch((error: unknown) => {
    if (error instanceof HeadwaterError && error.code === 'runtime-missing') return null
    throw error
  })
  if (evidence === null || share === undefined) return null
  return { ...evidence, package: owner.package, share, names: collectPublishedNames(owned, redact) }
}

/** The owner of that name or purl, with or without version. */
function findOwner({ graph, owners }: OwnedProfile, said: string): number {
  return owners.findIndex(({ package: index }) => {
    const owning = index === null ? undefined : graph.packages[index]
    return owning !== undefined && [owning.name, owning.purl, owning.purl.replace(/@[^@/]*$/, '')].includes(said)
  })
}
