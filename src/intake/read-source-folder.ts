import { readdir, readFile, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { findInstalled } from './find-installed.ts'
import { isSource, largestSource, largestSources, notOwnSource, ofOthers } from './source-bounds.ts'
import type { InstalledPackage, ServiceFile } from './types.ts'

const mostFiles = 5_000
const mostFolders = 5_000
const deepest = 12

/**
 * The service's own source files in the language of an ecosystem, in the order of their paths; none of packages and builds, of hidden
 * folders and behind symbolic links. What cannot be read or is larger than 2 MiB is left out, and so is all that is beyond 20 MiB
 * altogether.
 *
 * @param root the service's folder
 */
export function readServiceSource(root: string, ecosystem: string): Promise<ServiceFile[]> {
  return readSources(root, notOwnSource, ecosystem)
}

/**
 * The source files of a package as it is installed below a service's folder, within the same bounds.
 *
 * @param root the service's folder
 * @returns null where it is not installed there
 */
export async function readInstalledSource(root: string, wanted: InstalledPackage): Promise<ServiceFile[] | null> {
  const place = await findInstalled(root, wanted)
  if (place === null) return null
  if (place.paths === null) return readSources(place.folder, ofOthers, wanted.ecosystem)
  return readFiles(
    place.folder,
    place.paths.filter((path) => isSource(path, wanted.ecosystem)),
  )
}

async function readSources(folder: string, skipped: ReadonlySet<string>, ecosystem: string): Promise<ServiceFile[]> {
  return readFiles(folder, await listSources(folder, skipped, ecosystem))
}

async function readFiles(folder: string, paths: readonly string[]): Promise<ServiceFile[]> {
  const files: ServiceFile[] = []
  let left = largestSources
  for (const path of paths.slice(0, mostFiles)) {
    const full = join(folder, path)
    const { size } = await stat(full).catch(() => ({ size: Number.POSITIVE_INFINITY }))
    if (size > largestSource || size > left) continue
    const text = await readFile(full, 'utf8').catch(() => null)
    if (text === null) continue
    left -= size
    files.push({ path: path.split(sep).join('/'), text })
  }
  return files
}

async function listSources(root: string, skipped: ReadonlySet<string>, ecosystem: string): Promise<string[]> {
  const paths: string[] = []
  const folders = [{ folder: root, depth: 0 }]
  // The list grows while it is gone through.
  for (const [at, { folder, depth }] of folders.entries()) {
    if (at >= mostFolders || paths.length >= mostFiles) break
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
    for (const entry of entries) {
      const full = join(folder, entry.name)
      if (entry.isFile() && isSource(entry.name, ecosystem)) paths.push(relative(root, full))
      const passed = entry.name.startsWith('.') || skipped.has(entry.name)
      if (entry.isDirectory() && !passed && depth < deepest) folders.push({ folder: full, depth: depth + 1 })
    }
  }
  return paths.sort()
}
