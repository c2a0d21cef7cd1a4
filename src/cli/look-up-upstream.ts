import type { Result } from '../diagnosis/index.ts'
import { findCrateFolders, readInstalledMetadata } from '../intake/index.ts'
import { createPackageIndexes } from '../packages/index.ts'
import { nothingKnown, type UpstreamFacts } from '../report/index.ts'
import { findRepository } from '../upstream/index.ts'

/** The report stands without an answer after so long. */
const deadlineMs = 8_000

/** What is known upstream of a diagnosis's culprit, and a note for the reader where it could not be found out. */
export interface UpstreamAnswer {
  readonly facts: UpstreamFacts
  readonly notes: readonly string[]
}

/**
 * Looks for the culprit's upstream repository: lockfile, module path, package index, installed metadata.
 *
 * @param folder the service's sources
 * @param offline asks no index
 */
export async function lookUpUpstream(
  { diagnosis, measures }: Result,
  folder: string,
  offline: boolean,
): Promise<UpstreamAnswer> {
  const { owned } = measures
  const index = diagnosis.culprit === null ? null : (owned.owners[diagnosis.culprit.owner]?.package ?? null)
  const culprit = index === null ? undefined : owned.graph.packages[index]
  if (!culprit) return { facts: nothingKnown, notes: [] }
  const { repository, reason } = await findRepository(culprit, {
    installed: await readInstalledMetadata(folder, [culprit], await findCrateFolders(process.env)),
    indexes: offline ? [] : createPackageIndexes(process.env),
    signal: AbortSignal.timeout(deadlineMs),
  })
  if (!repository) return { facts: nothingKnown, notes: reason ? [reason] : [] }
  const { url, directory, provenance } = repository
  return { facts: { ...nothingKnown, upstream: { repository: url, directory, provenance } }, notes: [] }
}
