import type { DependencyGraph, Package } from '../../ownership/index.ts'

/**
 * How the culprit, and the packages that it reaches, differ between two runs: the cure may be a layer or two further down.
 *
 * @param culprit index into the older graph's packages
 * @returns one text for each difference, the culprit's first: `rustls 0.23.5 → 0.23.7`, `qs 6.9.6 is gone`
 */
export function findChangedPackages(older: DependencyGraph, culprit: number, newer: DependencyGraph): string[] {
  const versions = new Map<string, string[]>()
  for (const entry of newer.packages) {
    const known = versions.get(keyOf(entry)) ?? []
    versions.set(keyOf(entry), [...known, entry.version ?? ''])
  }
  const changes: string[] = []
  for (const index of reachedFrom(older, culprit)) {
    const entry = older.packages[index]
    if (!entry || entry.version === null) continue
    const now = versions.get(keyOf(entry))
    if (now?.includes(entry.version)) continue
    changes.push(now ? `${entry.name} ${entry.version} → ${now.join(', ')}` : `${entry.name} ${entry.version} is gone`)
  }
  return changes
}

function keyOf({ ecosystem, name }: Package): string {
  return `${ecosystem} ${name}`
}

function reachedFrom({ packages }: DependencyGraph, start: number): number[] {
  const reached = new Set([start])
  for (const index of reached) for (const next of packages[index]?.dependencies ?? []) reached.add(next)
  return [...reached]
}
