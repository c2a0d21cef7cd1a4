import { compareRuns, diagnoseRecordings, type Recording, type Result } from '../../diagnosis/index.ts'
import { HeadwaterError } from '../../errors.ts'
import { profileFile } from '../../intake/index.ts'
import {
  chooseLockfiles,
  markPackages,
  mayHoldSourceMap,
  ownProfile,
  placeInSources,
  readDependencyGraph,
} from '../../ownership/index.ts'
import { readProfile } from '../../profile/index.ts'
import { type ComparisonDocument, makeComparisonDocument } from '../../report/index.ts'
import { readBeside } from './read-beside.ts'
import type { NewerRun, ParseRequest } from './types.ts'

/**
 * Compares the incident with a newer run.
 *
 * @returns one line where the newer run's recordings or lockfiles cannot be read
 */
export async function compareWith(
  incident: Result,
  { profiles, service, trigger }: NewerRun,
  { patterns }: Pick<ParseRequest, 'patterns'>,
): Promise<ComparisonDocument | string> {
  try {
    const own = service === null ? null : markPackages(readDependencyGraph(service), patterns)
    const read = []
    const maps = [...(service ?? []), ...(await readBeside(profiles))]
    for (const { name, file, error } of profiles) {
      if (mayHoldSourceMap(name)) continue
      if (file === null) throw new HeadwaterError('file-unreadable', `${name}: ${error ?? 'could not be fetched'}`)
      const { open } = await profileFile(file)
      read.push({ name, profile: placeInSources(await readProfile({ name, open }), maps) })
    }
    const graph = own
      ? chooseLockfiles(
          own,
          read.map(({ profile }) => profile),
        )
      : incident.measures.owned.graph
    const recordings: Recording[] = read.map(({ name, profile }) => ({ name, owned: ownProfile(profile, graph) }))
    const comparison = compareRuns(incident, diagnoseRecordings(recordings), { trigger, versionsKnown: own !== null })
    return makeComparisonDocument(comparison, trigger)
  } catch (error) {
    if (error instanceof HeadwaterError && error.code !== 'internal') return error.message
    throw error
  }
}
