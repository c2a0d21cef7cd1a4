import { malformed } from './malformed.ts'
import type { PackageList } from './package-list.ts'
import { showText } from './show-text.ts'

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
    const folders = foldersUp(location)
    if (folders.length > deepestInstall) {
      throw malformed(path, `key ${showText(location)}`, `nested deeper than ${deepestInstall} folders`)
    }
    const reachable = folders.flatMap((folder) => modules.get(folder) ?? [])
    for (const name of asks) {
      const found = reachable.find((names) => names.has(name))?.get(name)
      if (found !== undefined) list.link(index, found)
    }
  }
}

/** A location and the folders above it that can hold `node_modules`, innermost first. */
function foldersUp(location: string): string[] {
  const folders = [location]
  for (let folder = location; folder !== '' && folders.length <= deepestInstall; ) {
    const modules = folder.lastIndexOf('node_modules/')
    // A package's parent is the folder around its node_modules, not its scope.
    folder = folder.slice(0, Math.max(modules < 0 ? folder.lastIndexOf('/') : modules - 1, 0))
    folders.push(folder)
  }
  return folders
}
