import type { Profile } from '../profile/index.ts'
import { folderOf } from './folder-of.ts'
import type { DependencyGraph, Package } from './types.ts'

/** Folders of installed packages and of the system: what lies below them is no path of the service's own. */
const foreignFolders =
  /(?:^|\/)(?:node_modules|site-packages|dist-packages|gems|registry|vendor|\.cargo|usr\/(?:local\/)?(?:lib|share))\//

/** Folders that every program has, so that one of them in a path says nothing. */
const commonFolders: ReadonlySet<string> = new Set([
  'app',
  'bin',
  'build',
  'cmd',
  'dist',
  'internal',
  'lib',
  'main',
  'pkg',
  'root',
  'server',
  'src',
  'test',
  'tests',
])

/**
 * Of a repository's many lockfiles, those of the service that was recorded. Where the profiles' frames lie in the folders of some
 * lockfiles (`/srv/app/services/checkout/src/cart.js` in `services/checkout`), the other lockfiles of that ecosystem do not count, unless
 * they stand in a folder above. Where no path tells, all of them count.
 *
 * @param profiles recordings of one run
 * @returns the graph without the packages of the other lockfiles; the same object where all count
 */
export function chooseLockfiles(graph: DependencyGraph, profiles: readonly Pick<Profile, 'frames'>[]): DependencyGraph {
  const folders = new Set(graph.lockfiles.map(folderOf).filter(canTell))
  if (folders.size === 0) return graph
  const seen = foldersSeen(folders, profiles)
  const told = new Set(
    graph.packages.flatMap(({ lockfile, ecosystem }) => (seen.has(folderOf(lockfile)) ? [ecosystem] : [])),
  )
  const counts = ({ lockfile, ecosystem }: Package) =>
    !told.has(ecosystem) || [...seen].some((folder) => folder.startsWith(folderOf(lockfile)))
  const kept = graph.packages.map(counts)
  if (!kept.includes(false)) return graph
  return only(graph, kept)
}

/** Whether a folder's name is telling enough to be looked for in paths of any machine. */
function canTell(folder: string): boolean {
  return folder.split('/').some((segment) => segment.length > 2 && !commonFolders.has(segment))
}

/** The folders, of those given, that a frame's file lies in. Linear in the paths' lengths: their segments are looked up, not searched. */
function foldersSeen(folders: ReadonlySet<string>, profiles: readonly Pick<Profile, 'frames'>[]): Set<string> {
  const seen = new Set<string>()
  const mostSegments = Math.max(...[...folders].map((folder) => folder.split('/').length - 1))
  const looked = new Set<string>()
  for (const { file } of profiles.flatMap(({ frames }) => frames)) {
    const folder = file === null ? '' : folderOf(file.replaceAll('\\', '/'))
    if (looked.has(folder) || foreignFolders.test(folder)) continue
    looked.add(folder)
    const segments = folder.split('/')
    for (let start = 0; start < segments.length; start++) {
      let run = ''
      for (const segment of segments.slice(start, start + mostSegments)) {
        run += `${segment}/`
        if (folders.has(run)) seen.add(run)
      }
    }
  }
  return seen
}

function only(graph: DependencyGraph, kept: readonly boolean[]): DependencyGraph {
  const indices: number[] = []
  let count = 0
  for (const keep of kept) indices.push(keep ? count++ : -1)
  const packages = graph.packages.flatMap((found, at) =>
    kept[at] === true
      ? { ...found, dependencies: found.dependencies.map((to) => indices[to] as number).filter((to) => to >= 0) }
      : [],
  )
  const lockfiles = new Set(packages.map(({ lockfile }) => lockfile))
  return { packages, lockfiles: graph.lockfiles.filter((path) => lockfiles.has(path)) }
}
