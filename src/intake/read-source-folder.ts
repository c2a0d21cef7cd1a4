import { readdir, readFile, realpath, stat } from 'node:fs/promises'
import { isAbsolute, join, posix, relative, sep } from 'node:path'
import { isSource, largestSource, largestSources, notOwnSource, ofOthers } from './source-bounds.ts'
import type { InstalledPackage, ServiceFile } from './types.ts'

const mostFiles = 5_000
const mostFolders = 5_000
const deepest = 12

/**
 * The service's own source files, in the order of their paths; none of packages and builds, of hidden folders and behind symbolic
 * links. What cannot be read or is larger than 2 MiB is left out, and so is all that is beyond 20 MiB altogether.
 *
 * @param root the service's folder
 */
export function readServiceSource(root: string): Promise<ServiceFile[]> {
  return readSources(root, notOwnSource)
}

/**
 * The source files of a package as it is installed beside a service, within the same bounds.
 *
 * @param root the service's folder
 * @returns null where it is not installed there
 */
export async function readInstalledSource(root: string, wanted: InstalledPackage): Promise<ServiceFile[] | null> {
  if (wanted.ecosystem !== 'npm') return null
  const folders = wanted.installPaths.length > 0 ? wanted.installPaths : [`node_modules/${wanted.name}`]
  for (const folder of folders) {
    const full = await folderWithin(root, posix.join(posix.dirname(wanted.lockfile), folder))
    if (full === null || !(await holds(full, wanted))) continue
    return readSources(full, ofOthers)
  }
  return null
}

/** A lockfile's path may lead anywhere; what it leads to must lie below the service's folder, symbolic links followed. */
async function folderWithin(root: string, path: string): Promise<string | null> {
  try {
    const full = await realpath(join(root, path))
    const within = relative(await realpath(root), full)
    return within.startsWith('..') || isAbsolute(within) ? null : full
  } catch {
    return null
  }
}

/** The tree may be of another commit than the lockfile. */
async function holds(folder: string, { name, version }: InstalledPackage): Promise<boolean> {
  try {
    const file = join(folder, 'package.json')
    if ((await stat(file)).size > largestSource) return false
    const manifest: unknown = JSON.parse(await readFile(file, 'utf8'))
    if (manifest === null || typeof manifest !== 'object') return false
    return 'name' in manifest && manifest.name === name && 'version' in manifest && manifest.version === version
  } catch {
    return false
  }
}

async function readSources(folder: string, skipped: ReadonlySet<string>): Promise<ServiceFile[]> {
  const files: ServiceFile[] = []
  let left = largestSources
  for (const path of await listSources(folder, skipped)) {
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

async function listSources(root: string, skipped: ReadonlySet<string>): Promise<string[]> {
  const paths: string[] = []
  const folders = [{ folder: root, depth: 0 }]
  // The list grows while it is gone through.
  for (const [at, { folder, depth }] of folders.entries()) {
    if (at >= mostFolders || paths.length >= mostFiles) break
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
    for (const entry of entries) {
      const full = join(folder, entry.name)
      if (entry.isFile() && isSource(entry.name)) paths.push(relative(root, full))
      const passed = entry.name.startsWith('.') || skipped.has(entry.name)
      if (entry.isDirectory() && !passed && depth < deepest) folders.push({ folder: full, depth: depth + 1 })
    }
  }
  return paths.sort().slice(0, mostFiles)
}
