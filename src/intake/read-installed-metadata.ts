import { readdir, readFile, realpath, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { isAbsolute, join, posix, relative } from 'node:path'
import type { InstalledPackage, ServiceFile } from './types.ts'

/** By purl, the manifest that an installed package brought along: its package.json or Cargo.toml. */
export type InstalledMetadata = ReadonlyMap<string, ServiceFile>

const largestManifest = 1024 * 1024

/** A place where a package's manifest may lie. */
interface Place {
  /** The file must lie below it, symbolic links followed. */
  readonly folder: string
  /** Within the folder, and what people are shown. */
  readonly path: string
}

/**
 * Reads the manifests of a few packages, as they are installed beside a service. What is not there, may not be read, is larger than
 * 1 MiB or lies outside of the folder it should lie in is left out.
 *
 * @param root the service's folder
 * @param crateFolders folders that hold the sources of crates, for instance those that `findCrateFolders` finds
 */
export async function readInstalledMetadata(
  root: string,
  packages: readonly InstalledPackage[],
  crateFolders: readonly string[] = [],
): Promise<InstalledMetadata> {
  const metadata = new Map<string, ServiceFile>()
  for (const wanted of packages) {
    for (const place of placesOf(wanted, root, crateFolders)) {
      const text = await readPlace(place)
      if (text === null) continue
      metadata.set(wanted.purl, { path: place.path, text })
      break
    }
  }
  return metadata
}

/**
 * Where cargo keeps the sources of crates on this machine.
 *
 * @param env the environment, for CARGO_HOME
 */
export async function findCrateFolders(env: NodeJS.ProcessEnv): Promise<string[]> {
  const sources = join(env.CARGO_HOME || join(homedir(), '.cargo'), 'registry', 'src')
  const indexes = await readdir(sources).catch(() => [])
  // The last one is Debian's, where it packages crates.
  return [...indexes.sort().map((index) => join(sources, index)), '/usr/share/cargo/registry']
}

function placesOf(wanted: InstalledPackage, root: string, crateFolders: readonly string[]): Place[] {
  const inService = (path: string): Place => ({ folder: root, path: posix.join(posix.dirname(wanted.lockfile), path) })
  const { name, version } = wanted
  switch (wanted.ecosystem) {
    case 'npm': {
      // A lockfile that keeps no places leaves the one that most packages have.
      const folders = wanted.installPaths.length > 0 ? wanted.installPaths : [`node_modules/${name}`]
      return folders.map((folder) => inService(`${folder}/package.json`))
    }
    case 'cargo': {
      const path = `${name}-${version}/Cargo.toml`
      const vendored = [`vendor/${name}/Cargo.toml`, `vendor/${path}`].map(inService)
      return [...vendored, ...crateFolders.map((folder) => ({ folder, path }))]
    }
    default:
      return []
  }
}

async function readPlace({ folder, path }: Place): Promise<string | null> {
  try {
    const file = await realpath(join(folder, path))
    const within = relative(await realpath(folder), file)
    if (within.startsWith('..') || isAbsolute(within)) return null
    const found = await stat(file)
    return found.isFile() && found.size <= largestManifest ? await readFile(file, 'utf8') : null
  } catch {
    return null
  }
}
