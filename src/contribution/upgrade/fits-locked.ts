import type { DependencyGraph, Package } from '../../ownership/index.ts'
import type { Release } from '../../packages/index.ts'
import { versionRules } from '../../upstream/index.ts'
import type { ReleasePair } from './types.ts'

/**
 * Whether a release can take the place of the locked one without anything else in the lockfile moving: it needs the same
 * packages, and what is locked of them will do.
 *
 * @returns the release that is come to, or why its place cannot be taken
 */
export function fitsLocked(copy: Package, { from, to }: ReleasePair, graph: DependencyGraph): Release | string {
  if (to === null) return `the index did not say the checksum of ${copy.name}'s new release`
  if (from === null)
    return `the index did not say what ${copy.name} ${copy.version} needs, so that the two cannot be compared`
  if (to.features !== from.features) return `${copy.name} has other features in its new release`
  const [older, newer] = [from, to].map(({ needs }) =>
    needs
      .map(({ kind, name }) => `${kind} ${name}`)
      .sort()
      .join('\n'),
  )
  if (older !== newer) return `${copy.name} needs other packages in its new release`
  const rules = versionRules(copy.ecosystem)
  // go.mod is one flat list; elsewhere a package has its own copies.
  const locked =
    copy.ecosystem === 'golang' ? graph.packages : copy.dependencies.flatMap((index) => graph.packages[index] ?? [])
  for (const need of to.needs) {
    const found = locked.filter(({ name }) => name === need.name)
    // What the old release needed and nobody locked was not asked for (an optional package, a test's), and is not now.
    if (found.length === 0) continue
    if (!found.some(({ version }) => version !== null && rules?.allows(need.requirement, version) === true)) {
      return `the new release of ${copy.name} needs ${need.name} ${need.requirement}, which is not locked`
    }
  }
  return to
}
