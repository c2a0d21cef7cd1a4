import type { RedactRule } from '../../compile-redact.ts'
import { collectPublishedNames, drawEvidence } from '../../contribution/index.ts'
import type { Diagnosis, Result } from '../../diagnosis/index.ts'
import { HeadwaterError } from '../../errors.ts'
import type { OwnedProfile } from '../../ownership/index.ts'
import { isCalled } from '../describe-words.ts'
import type { EvidenceRequest, PublishedEvidence } from './types.ts'

/** What of the leading recording may be published; null where nothing may, or this machine cannot draw. */
export async function drawPublished(
  { diagnosis, measures }: Result,
  { suspect }: EvidenceRequest,
  redact: readonly RedactRule[],
): Promise<PublishedEvidence | null> {
  const { owned, metric } = measures
  const culprit = suspect === null ? (diagnosis.culprit?.owner ?? -1) : findOwner(owned, diagnosis, suspect)
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

/** The owner that a person names: of several versions, the one that took the time. */
function findOwner({ owners }: OwnedProfile, { suspects }: Diagnosis, said: string): number {
  const suspect = suspects.find(({ purl }) => isCalled(purl, said))
  return suspect?.owner ?? owners.findIndex(({ name }) => isCalled(name, said))
}
