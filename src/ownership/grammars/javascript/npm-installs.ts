import { folderOf } from '../../folder-of.ts'
import { makePurl } from '../../lockfiles/make-purl.ts'
import type { DependencyGraph, FrameReading, Owner, PackageIndex } from '../../types.ts'
import { ownerOfVersion } from '../own-named.ts'
import { perGraph } from '../per-graph.ts'
import type { PackagePath } from './javascript-place.ts'

type Ownership = Pick<FrameReading, 'owner' | 'reason'>

/** Stands for packages of several versions: such a folder tells nothing. */
const several = -1
/** No service keeps its packages deeper below its root. */
const deepestFolder = 16
/** No service runs so many versions of one package: beyond, it is not looked which one. */
const mostVersions = 64

/** Installed folder, below the service's root and below its lockfile's folder, to package. */
const installsOf = perGraph(listInstalls)

/** By how many packages each is asked for. */
const dependentsOf = perGraph(({ packages }) => {
  const counts = new Uint32Array(packages.length)
  for (const { dependencies } of packages) for (const used of dependencies) counts[used] = (counts[used] ?? 0) + 1
  return counts
})

/**
 * Whose package a folder of the installed tree holds: by the version that the path states, else by the same nesting in the
 * lockfile, else by name.
 */
export function ownerOfPackagePath(path: PackagePath, index: PackageIndex): Ownership {
  const { name, version } = path
  const listed = index.byLibrary('npm', name)
  if (version !== null)
    return ownerOfVersion(
      { ecosystem: 'npm', name, version },
      listed,
      'name and version in the path of the package store',
      index,
    )
  const [first] = listed
  if (first === undefined) {
    const owner: Owner = { kind: 'unknown', package: null, name }
    return {
      owner,
      reason: `file of package ${name}, which no lockfile names; that of the deployed commit would tell the version`,
    }
  }
  const versions = new Set(listed.slice(0, mostVersions).map((entry) => index.graph.packages[entry]?.version))
  if (versions.size === 1)
    return ofPackage(first, 'package after the last node_modules/, in one version in the lockfile', index)
  if (listed.length > mostVersions) return unclearVersion(name, listed.length)
  const installed = findInstalled(path.folder, index)
  if (installed !== null)
    return ofPackage(installed, 'package after the last node_modules/, nested as in the lockfile', index)
  const asked = findAsked(path, listed, index)
  if (asked !== null) return ofPackage(asked.entry, `package after the last node_modules/, ${asked.rule}`, index)
  return unclearVersion(name, versions.size)
}

function unclearVersion(name: string, count: number): Ownership {
  const owner: Owner = { kind: 'dependency', package: null, name: makePurl('npm', name, null) }
  return {
    owner,
    reason: `package after the last node_modules/; which of its ${count} versions, the lockfile does not tell`,
  }
}

function ofPackage(entry: number, reason: string, index: PackageIndex): Ownership {
  return { owner: index.ownerOf(entry), reason }
}

/**
 * The package of an installed folder: the longest end of the path that a lockfile names, since where the service's root lies
 * on the machine is not known. An end begins at the outermost `node_modules` or above: what is nested must be nested alike, or
 * another copy would be taken for it.
 */
function findInstalled(folder: string, index: PackageIndex): number | null {
  const installed = installsOf(index)
  const outermost = folder.indexOf('node_modules/')
  const above = folder
    .slice(0, Math.max(outermost, 0))
    .split('/')
    .slice(-deepestFolder - 1)
  for (; above.length > 0; above.shift()) {
    const found = installed.get(above.join('/') + folder.slice(outermost))
    if (found !== undefined && found !== several) return found
  }
  return null
}

/** Where the lockfile does not say what is installed where: a nested copy is for the package around it, another for own code. */
function findAsked(
  path: PackagePath,
  listed: readonly number[],
  index: PackageIndex,
): { entry: number; rule: string } | null {
  const nested = path.folder.lastIndexOf('/node_modules/')
  const around = nested < 0 ? -1 : path.folder.lastIndexOf('node_modules/', nested)
  if (around < 0) {
    const direct = onlyOne(listed.filter((candidate) => index.graph.packages[candidate]?.direct))
    if (direct !== null) return { entry: direct, rule: 'the version that own code asks for' }
    const counts = dependentsOf(index)
    const most = listed.reduce((sofar, candidate) => Math.max(sofar, counts[candidate] ?? 0), 0)
    const entry = onlyOne(listed.filter((candidate) => counts[candidate] === most))
    return entry === null
      ? null
      : { entry, rule: 'probably the version that most packages ask for: that one comes to the top' }
  }
  const parent = path.folder.slice(around + 'node_modules/'.length, nested)
  const asked = new Set(
    index.byLibrary('npm', parent).flatMap((candidate) => index.graph.packages[candidate]?.dependencies ?? []),
  )
  const entry = onlyOne(listed.filter((candidate) => asked.has(candidate)))
  return entry === null ? null : { entry, rule: `the version that ${parent} around it asks for` }
}

function onlyOne(entries: readonly number[]): number | null {
  return entries.length === 1 ? (entries[0] ?? null) : null
}

function listInstalls({ packages }: DependencyGraph): ReadonlyMap<string, number> {
  const installed = new Map<string, number>()
  const note = (folder: string, entry: number): void => {
    const known = installed.get(folder) ?? entry
    installed.set(folder, packages[known]?.purl === packages[entry]?.purl ? known : several)
  }
  for (const [entry, { ecosystem, own, lockfile, installPaths }] of packages.entries()) {
    if (ecosystem !== 'npm') continue
    const below = folderOf(lockfile)
    for (const path of installPaths) {
      if (own && !/(?:^|\/)node_modules\//.test(path)) continue
      note(path, entry)
      if (below !== '') note(below + path, entry)
    }
  }
  return installed
}
