import { HeadwaterError } from '../../errors.ts'
import { folderOf } from '../folder-of.ts'
import type { ServiceFile } from '../types.ts'
import type { Fields } from './fields.ts'

/**
 * Reads a manifest, or nothing where it cannot be read: a repository holds files of such names that are none (templates, fixtures of
 * tests), and they are no reason to refuse the lockfile.
 */
export function readManifest(file: ServiceFile | undefined, read: (file: ServiceFile) => Fields): Fields {
  if (file === undefined) return {}
  try {
    return read(file)
  } catch (error) {
    if (error instanceof HeadwaterError) return {}
    throw error
  }
}

/** The manifest of a name in the lockfile's own folder. */
export function manifestBeside(
  lockfile: ServiceFile,
  manifests: readonly ServiceFile[],
  basename: string,
): ServiceFile | undefined {
  const wanted = `${folderOf(lockfile.path)}${basename}`
  return manifests.find(({ path }) => path === wanted)
}

/** The manifests in the lockfile's folder and in those above it, to which configuration of its tools counts. */
export function manifestsAbove(lockfile: ServiceFile, manifests: readonly ServiceFile[]): ServiceFile[] {
  return manifests.filter(({ path }) => lockfile.path.startsWith(folderOf(path)))
}
