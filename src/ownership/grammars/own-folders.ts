import { folderOf } from '../folder-of.ts'
import type { DependencyGraph, Ecosystem, FrameReading, Owner, PackageIndex } from '../types.ts'
import { perGraph } from './per-graph.ts'

type Ownership = Pick<FrameReading, 'owner' | 'reason'>

/** Where the own packages of one ecosystem lie. `several` stands for packages of several names: such a folder tells nothing. */
interface OwnFolders {
  /** Folder below the service's root and below its lockfile's folder, to package. */
  readonly byFolder: ReadonlyMap<string, number>
  /** The most segments that a folder has. */
  readonly depth: number
  /** The own package in the lockfile's own folder: where there are several lockfiles, the one at the service's root. */
  readonly root: number | null
  /** What was found for the folder of a file before: frames share few of them. */
  readonly found: Map<string, number | null>
}

/** What there is to say where no lockfile names the service. */
export const ownCode: Owner = { kind: 'own', package: null, name: 'own code' }

const several = -1
/** No service keeps its packages deeper below its root. */
const deepestFolder = 16
const mostSegments = 64

const foldersOf = perGraph((graph) => {
  const known = new Map<Ecosystem, OwnFolders>()
  return (ecosystem: Ecosystem): OwnFolders => {
    const found = known.get(ecosystem) ?? listOwnFolders(ecosystem, graph)
    known.set(ecosystem, found)
    return found
  }
})

/**
 * Whose a file outside all packages is: the own package that holds it, else the root's.
 *
 * @param path with slashes
 * @param place what the file is and where, for the reason: `script outside node_modules/`
 */
export function ownerOfOwnFile(ecosystem: Ecosystem, path: string, place: string, index: PackageIndex): Ownership {
  const folders = foldersOf(index)(ecosystem)
  const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')))
  const known = folders.found.get(folder)
  const inFolder = known === undefined ? findFolder(folder, folders) : known
  folders.found.set(folder, inFolder)
  if (inFolder !== null)
    return { owner: index.ownerOf(inFolder), reason: `${place}, in the folder of this own package` }
  return { owner: folders.root === null ? ownCode : index.ownerOf(folders.root), reason: place }
}

function findFolder(folder: string, { byFolder, depth }: Pick<OwnFolders, 'byFolder' | 'depth'>): number | null {
  const segments = folder.split('/').slice(-mostSegments)
  for (let length = Math.min(depth, deepestFolder); length > 0; length -= 1) {
    for (let from = segments.length - length; from >= 0; from -= 1) {
      const found = byFolder.get(segments.slice(from, from + length).join('/'))
      if (found !== undefined && found !== several) return found
    }
  }
  return null
}

function listOwnFolders(ecosystem: Ecosystem, { packages }: DependencyGraph): OwnFolders {
  const byFolder = new Map<string, number>()
  const roots = new Map<string, number>()
  const note = (folder: string, entry: number): void => {
    const known = byFolder.get(folder) ?? entry
    byFolder.set(folder, packages[known]?.purl === packages[entry]?.purl ? known : several)
  }
  for (const [entry, { ecosystem: its, own, lockfile, installPaths }] of packages.entries()) {
    if (!own || its !== ecosystem) continue
    const below = folderOf(lockfile)
    // The lockfile's own folder has no path; what lies outside of the service has none either, but comes later.
    if (installPaths.length === 0 && !roots.has(below)) roots.set(below, entry)
    for (const path of installPaths) {
      if (/(?:^|\/)node_modules\//.test(path)) continue
      note(path, entry)
      if (below !== '') note(below + path, entry)
    }
  }
  for (const [below, entry] of roots) if (below !== '') note(below.slice(0, -1), entry)
  let depth = 0
  for (const folder of byFolder.keys()) depth = Math.max(depth, folder.split('/').length)
  const [only, another] = roots.values()
  const root = roots.get('') ?? (another === undefined ? (only ?? null) : null)
  return { byFolder, depth, root, found: new Map() }
}
