import { HeadwaterError } from '../errors.ts'
import { collectLimits } from './collect-profiles.ts'
import { profileFile } from './profile-file.ts'
import type { ByteSource } from './types.ts'
import { isZip, unpackZip } from './unpack-zip.ts'

/** A file of the file system, or of an archive there: as bytes, or with the reason why not. */
export type OpenedProfile =
  | { readonly source: ByteSource; readonly error: null }
  | { readonly source: null; readonly error: HeadwaterError }

/**
 * Opens the profiles at a path: the file itself, or every file of a zip archive. An archive within it is not unpacked.
 *
 * @param nextFile gives the path of the next file to write, which must not exist; only asked where there is an archive
 * @throws HeadwaterError `file-unreadable`
 */
export async function openProfiles(path: string, nextFile: () => string): Promise<OpenedProfile[]> {
  const source = await profileFile(path)
  if (!isZip(await firstBytes(source))) return [{ source, error: null }]
  const limits = { mostFiles: collectLimits.mostProfiles, mostBytes: collectLimits.mostUnpackedBytes }
  const { files, error } = await unpackZip(path, nextFile, limits)
  const opened: OpenedProfile[] = []
  for (const { name, ...unpacked } of files) {
    const shown = `${path}: ${name}`
    if (unpacked.file === null) opened.push(refused(`${shown}: ${unpacked.error}`))
    else opened.push({ source: { ...(await profileFile(unpacked.file)), name: shown }, error: null })
  }
  return error === null ? opened : [...opened, refused(`${path}: ${error}`)]
}

function refused(message: string): OpenedProfile {
  return { source: null, error: new HeadwaterError('file-unreadable', message) }
}

async function firstBytes(source: ByteSource): Promise<Uint8Array> {
  for await (const chunk of source.open()) return chunk.subarray(0, 4)
  return new Uint8Array(0)
}
