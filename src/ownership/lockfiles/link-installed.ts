import { malformed } from './malformed.ts'
import type { PackageList } from './package-list.ts'

const deepestInstall = 64

/** A package at one place of an installed tree. */
export interface Installed {
  /** Its index in the list. */
  readonly index: number
  /** The names that it asks for. */
  readonly asks: readonly string[]
}

/**
 * Links what is installed as Node resolves it: a name is looked for in `node_modules` of the asker's folder, then of each
 * folder above. A name that is not installed (an optional or a peer dependency) is passed over.
 *
 * @param installed by location relative to the lockfile: `node_modules/a/node_modules/b`, `packages/a`, and empty for the root
 * @throws HeadwaterError `lockfile-malformed` for folders nested deeper than any installation
 */
export function linkInstalled(list: PackageList, path: string, installed: ReadonlyMap<string, Installed>): void {
  const modules = new Map<string, Map<string, number>>()
  for (const [location, { index }] of installed) {
    const at = location.lastIndexOf('node_modules/')
    if (at < 0) continue
    const folder = location.slice(0, Math.max(at - 1, 0))
    const siblings = modules.get(folder) ?? new Map<string, number>()
    modules.set(folder, siblings.set(location.slice(at + 'node_modules/'.length), index))
  }
  for (const [location, { index, asks }] of installed) {
    if (asks.length === 0) continue
    const reachable = modulesUp(modules, path, location)
    for (const name of asks) {
      const found = reachable.find((names) => names.has(name))?.get(name)
      if (found !== undefined) list.link(index, found)
    }
  }
}

/** What is installed for a location: in its own `node_modules`, then in those of the folders above. */
function modulesUp(
  modules: ReadonlyMap<string, ReadonlyMap<string, number>>,
  path: string,
  location: string,
): ReadonlyMap<string, number>[] {
  const reachable: ReadonlyMap<string, number>[] = []
  let folder = location
  for (let depth = 0; depth < deepestInstall; depth++) {
    const names = modules.get(folder)
    if (names !== undefined) reachable.push(names)
    if (folder === '') return reachable
    const at = folder.lastIndexOf('node_modules/')
    // A package's parent is the folder around its node_modules, not its scope.
    folder = folder.slice(0, Math.max(at < 0 ? folder.lastIndexOf('/') : at - 1, 0))
  }
  throw malformed(path, { key: location }, `nested deeper than ${deepestInstall} folders`)
}
