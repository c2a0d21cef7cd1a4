import { HeadwaterError } from '../../errors.ts'
import { type DependencyGraph, unversioned } from '../../ownership/index.ts'
import type { IndexedPackage, Release, ReleaseIndexClient } from '../../packages/index.ts'
import type { RemedyStep } from '../../upstream/index.ts'
import type { ReleasePair } from './types.ts'

/** Releases by `RemedyStep.purl`, and a note for the reader on each that could not be had. */
export interface GatheredReleases {
  readonly releases: ReadonlyMap<string, ReleasePair>
  readonly notes: readonly string[]
}

/**
 * Asks the indexes what the releases hold that an upgrade leaves and comes to. Nothing is asked about private packages.
 *
 * @param signal ends all look-ups; each has a deadline of its own besides
 */
export async function gatherReleases(
  steps: readonly RemedyStep[],
  graph: DependencyGraph,
  clients: readonly ReleaseIndexClient[],
  signal: AbortSignal,
): Promise<GatheredReleases> {
  const notes: string[] = []
  const releases = new Map<string, ReleasePair>()
  const ask = async (wanted: IndexedPackage): Promise<Release | null> => {
    for (const client of clients) {
      if (!client.ecosystems.has(wanted.ecosystem) || (await client.claims(wanted))) continue
      return client.releaseOf(wanted, signal)
    }
    return null
  }
  for (const { purl, from, to } of steps) {
    const found = graph.packages.find((one) => unversioned(one.purl) === purl)
    if (!found || found.own || found.visibility === 'private') continue
    const { ecosystem, name } = found
    try {
      const [older, newer] = await Promise.all([
        from === null ? null : ask({ ecosystem, name, version: from }),
        ask({ ecosystem, name, version: to }),
      ])
      releases.set(purl, { from: older, to: newer })
    } catch (error) {
      if (!(error instanceof HeadwaterError)) throw error
      notes.push(`${purl}: ${error.message}`)
    }
  }
  return { releases, notes }
}
