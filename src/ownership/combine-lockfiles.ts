import { folderOf } from './folder-of.ts'
import type { Package } from './types.ts'

/** The packages of one lockfile, `dependencies` as indices into its own list. */
export interface ReadLockfile {
  readonly path: string
  /** Whether it states what is asked for rather than what runs: it gives way to what the lockfile beside it says. */
  readonly declares: boolean
  readonly packages: readonly Package[]
}

/**
 * Puts the packages of several lockfiles into one list. Of lockfiles in one folder (poetry.lock and the requirements.txt that was exported
 * from it, gradle.lockfile and pom.xml), the same package in the same version is one package; and what is only declared is the version
 * that another lockfile there has resolved it to.
 *
 * @param lockfiles in the order in which they count
 * @returns the packages, `dependencies` as indices into the returned list
 */
export function combineLockfiles(lockfiles: readonly ReadLockfile[]): Package[] {
  const combined: Package[] = []
  const known = new Map<string, number>()
  const alone = foldersOfOne(lockfiles)
  for (const { path, declares, packages } of inOrder(lockfiles)) {
    const folder = folderOf(path)
    if (alone.has(folder)) {
      const offset = combined.length
      for (const found of packages) combined.push(offset === 0 ? found : moved(found, offset))
      continue
    }
    const same = packages.map(
      ({ purl, ecosystem, name }) =>
        known.get(`${folder} ${purl}`) ?? (declares ? known.get(`${folder} ${ecosystem} ${name}`) : undefined),
    )
    const indices = same.map((index, at) => index ?? combined.push(packages[at] as Package) - 1)
    for (const [at, found] of packages.entries()) {
      const index = indices[at] as number
      const dependencies = found.dependencies.map((dependency) => indices[dependency] as number)
      const before = same[at] === undefined ? null : (combined[index] as Package)
      combined[index] = before === null ? { ...found, dependencies } : join(before, found, dependencies)
      for (const key of [found.purl, `${found.ecosystem} ${found.name}`]) {
        if (!known.has(`${folder} ${key}`)) known.set(`${folder} ${key}`, index)
      }
    }
  }
  return combined
}

function moved(found: Package, offset: number): Package {
  return { ...found, dependencies: found.dependencies.map((to) => to + offset) }
}

/** The folders with one lockfile, in which there is nothing to put together. */
function foldersOfOne(lockfiles: readonly ReadLockfile[]): ReadonlySet<string> {
  const counts = new Map<string, number>()
  for (const { path } of lockfiles) counts.set(folderOf(path), (counts.get(folderOf(path)) ?? 0) + 1)
  return new Set([...counts].flatMap(([folder, count]) => (count === 1 ? [folder] : [])))
}

function inOrder(lockfiles: readonly ReadLockfile[]): ReadLockfile[] {
  return [...lockfiles.filter(({ declares }) => !declares), ...lockfiles.filter(({ declares }) => declares)]
}

function join(before: Package, found: Package, dependencies: readonly number[]): Package {
  return {
    ...before,
    direct: before.direct || found.direct,
    // One lockfile that has it from a private source is enough to keep it to ourselves.
    visibility: found.visibility === 'private' ? 'private' : before.visibility,
    repository: before.repository ?? found.repository,
    libraryNames: [...new Set([...before.libraryNames, ...found.libraryNames])],
    installPaths: [...new Set([...before.installPaths, ...found.installPaths])],
    dependencies: [...new Set([...before.dependencies, ...dependencies])],
  }
}
