import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Recording } from '../diagnosis/index.ts'
import { HeadwaterError } from '../errors.ts'
import {
  largestMaps,
  type OpenedProfile,
  openProfiles,
  readServiceFolder,
  readSourceMaps,
  readText,
  type ServiceFile,
} from '../intake/index.ts'
import {
  chooseLockfiles,
  isServiceFile,
  mayHoldSourceMap,
  ownProfile,
  placeInSources,
  readDependencyGraph,
  scriptsToPlace,
  sourceMapUrl,
} from '../ownership/index.ts'
import { LIMITS, type Limits, type Profile, readProfile } from '../profile/index.ts'

export interface ReadOptions {
  /** Is told of what an archive holds besides profiles that can be read. */
  readonly warn?: (line: string) => void
  /** How much of each is read. */
  readonly limits?: Limits | undefined
}

/**
 * Reads profiles and gives their frames to the packages of a service.
 *
 * @param paths files and zip archives; of an archive, every profile in it
 * @param folder the service's sources
 * @throws HeadwaterError for a file, a profile or a lockfile that cannot be read
 */
export async function readRecordings(
  paths: readonly string[],
  folder: string,
  { warn = () => {}, limits = LIMITS }: ReadOptions = {},
): Promise<Recording[]> {
  const graph = readDependencyGraph(await readServiceFolder(folder, isServiceFile))
  const unpacked = new UnpackFolder()
  const recorded: NamedProfile[] = []
  const files: ServiceFile[] = []
  try {
    for (const path of paths) {
      const opened = await openProfiles(path, unpacked.nextFile)
      const read = await readAll(path, opened, warn, limits)
      recorded.push(...read.profiles)
      files.push(...read.files)
    }
  } finally {
    await unpacked.remove()
  }
  const scripts = new Set(recorded.flatMap(({ profile }) => scriptsToPlace(profile)))
  files.push(...(await readSourceMaps(folder, [...scripts], sourceMapUrl)))
  const placed = recorded.map(({ name, profile }) => ({ name, profile: placeInSources(profile, files) }))
  const chosen = chooseLockfiles(
    graph,
    placed.map(({ profile }) => profile),
  )
  return placed.map(({ name, profile }) => ({ name, owned: ownProfile(profile, chosen) }))
}

interface NamedProfile {
  readonly name: string
  readonly profile: Profile
}

/** What stands at one path: profiles, and the scripts and source maps that an archive holds beside them. */
interface ReadFiles {
  readonly profiles: readonly NamedProfile[]
  readonly files: readonly ServiceFile[]
}

/** @throws HeadwaterError where not one profile can be read: what is wrong with the first */
async function readAll(
  path: string,
  opened: readonly OpenedProfile[],
  warn: (line: string) => void,
  limits: Limits,
): Promise<ReadFiles> {
  const read: NamedProfile[] = []
  const files: ServiceFile[] = []
  const faults: HeadwaterError[] = []
  for (const { source, error } of opened) {
    if (source === null) {
      faults.push(error)
      continue
    }
    try {
      const isBeside = source.name !== path && mayHoldSourceMap(source.name)
      if (isBeside)
        files.push({ path: source.name.slice(`${path}: `.length), text: await readText(source, largestMaps) })
      else read.push({ name: source.name, profile: await readProfile(source, limits) })
    } catch (fault) {
      if (!(fault instanceof HeadwaterError)) throw fault
      faults.push(fault)
    }
  }
  if (read.length === 0) throw faults[0] ?? noProfile(path)
  for (const { message } of faults) warn(`left out: ${message}`)
  return { profiles: read, files }
}

function noProfile(path: string): HeadwaterError {
  return new HeadwaterError(
    'profile-unrecognised',
    `${path}: it holds scripts and their source maps, and no profile; accepted: a profile with them`,
  )
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
