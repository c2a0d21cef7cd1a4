import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Recording } from '../diagnosis/index.ts'
import { HeadwaterError } from '../errors.ts'
import { type OpenedProfile, openProfiles, readServiceFolder } from '../intake/index.ts'
import { chooseLockfiles, isServiceFile, ownProfile, readDependencyGraph } from '../ownership/index.ts'
import { type Profile, readProfile } from '../profile/index.ts'

/**
 * Reads profiles and gives their frames to the packages of a service.
 *
 * @param paths files and zip archives; of an archive, every profile in it
 * @param folder the service's sources
 * @param warn is told of what an archive holds besides profiles that can be read
 * @throws HeadwaterError for a file, a profile or a lockfile that cannot be read
 */
export async function readRecordings(
  paths: readonly string[],
  folder: string,
  warn: (line: string) => void = () => {},
): Promise<Recording[]> {
  const graph = readDependencyGraph(await readServiceFolder(folder, isServiceFile))
  const unpacked = new UnpackFolder()
  const read: NamedProfile[] = []
  try {
    for (const path of paths) {
      const opened = await openProfiles(path, unpacked.nextFile)
      read.push(...(await readAll(opened, warn)))
    }
  } finally {
    await unpacked.remove()
  }
  const profiles = read.map(({ profile }) => profile)
  const chosen = chooseLockfiles(graph, profiles)
  return read.map(({ name, profile }) => ({ name, owned: ownProfile(profile, chosen) }))
}

interface NamedProfile {
  readonly name: string
  readonly profile: Profile
}

/** @throws HeadwaterError where not one of them can be read: what is wrong with the first */
async function readAll(opened: readonly OpenedProfile[], warn: (line: string) => void): Promise<NamedProfile[]> {
  const read: NamedProfile[] = []
  const faults: HeadwaterError[] = []
  for (const { source, error } of opened) {
    if (source === null) {
      faults.push(error)
      continue
    }
    try {
      read.push({ name: source.name, profile: await readProfile(source) })
    } catch (fault) {
      if (!(fault instanceof HeadwaterError)) throw fault
      faults.push(fault)
    }
  }
  const [first] = faults
  if (read.length === 0 && first !== undefined) throw first
  for (const { message } of faults) warn(`left out: ${message}`)
  return read
}

/** A folder for what archives hold, made when it is first needed. */
class UnpackFolder {
  #path: string | null = null
  #files = 0

  readonly nextFile = (): string => {
    this.#path ??= mkdtempSync(join(tmpdir(), 'headwater-'))
    this.#files += 1
    return join(this.#path, `profile-${this.#files}`)
  }

  async remove(): Promise<void> {
    if (this.#path !== null) await rm(this.#path, { recursive: true, force: true })
  }
}
