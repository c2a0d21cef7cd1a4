import { HeadwaterError } from '../../errors.ts'
import { type CollectedProfile, largestMaps, profileFile, readText, type ServiceFile } from '../../intake/index.ts'
import { mayHoldSourceMap } from '../../ownership/index.ts'

/**
 * The scripts and source maps that archives hold beside the profiles; what cannot be read is left out.
 *
 * @param profiles what was collected, by name
 */
export async function readBeside(profiles: readonly CollectedProfile[]): Promise<ServiceFile[]> {
  const files: ServiceFile[] = []
  for (const { name, file } of profiles) {
    if (file === null || !mayHoldSourceMap(name)) continue
    try {
      files.push({ path: name, text: await readText(await profileFile(file), largestMaps) })
    } catch (error) {
      if (!(error instanceof HeadwaterError)) throw error
    }
  }
  return files
}
