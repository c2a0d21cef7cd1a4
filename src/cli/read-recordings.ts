import type { Recording } from '../diagnosis/index.ts'
import { profileFile, readServiceFolder } from '../intake/index.ts'
import { isServiceFile, ownProfile, readDependencyGraph } from '../ownership/index.ts'
import { readProfile } from '../profile/index.ts'

/**
 * Reads profiles and gives their frames to the packages of a service.
 *
 * @param folder the service's sources
 * @throws HeadwaterError for a file, a profile or a lockfile that cannot be read
 */
export async function readRecordings(paths: readonly string[], folder: string): Promise<Recording[]> {
  const sources = await Promise.all(paths.map(profileFile))
  const graph = readDependencyGraph(await readServiceFolder(folder, isServiceFile))
  const recordings: Recording[] = []
  for (const source of sources) {
    recordings.push({ name: source.name, owned: ownProfile(await readProfile(source), graph) })
  }
  return recordings
}
