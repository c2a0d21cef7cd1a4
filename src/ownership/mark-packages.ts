import { matchesGlob } from './lockfiles/match-glob.ts'
import type { DependencyGraph } from './types.ts'

/** Patterns of package names, in which `*` stands for characters of one segment and `**` for any segments. */
export interface PackagePatterns {
  readonly own: readonly string[]
  readonly private: readonly string[]
}

/**
 * The graph as the service's configuration wants it: packages that are its own code, and packages that must not be named
 * outside. A configuration adds to what the lockfiles say and takes nothing away.
 */
export function markPackages(graph: DependencyGraph, patterns: PackagePatterns): DependencyGraph {
  const isOwn = nameMatcher(patterns.own)
  const isPrivate = nameMatcher(patterns.private)
  return {
    ...graph,
    packages: graph.packages.map((one) => ({
      ...one,
      own: one.own || isOwn(one.name),
      visibility: isPrivate(one.name) ? 'private' : one.visibility,
    })),
  }
}

/** The longest piece without a star is looked for first, so that many patterns over many packages take little time. */
function nameMatcher(patterns: readonly string[]): (name: string) => boolean {
  const prepared = patterns.map((pattern) => ({ pattern, piece: longestPiece(pattern) }))
  return (name) => prepared.some(({ pattern, piece }) => name.includes(piece) && matchesGlob(pattern, name))
}

function longestPiece(pattern: string): string {
  return pattern.split(/[*?]+\/?/).reduce((longest, piece) => (piece.length > longest.length ? piece : longest), '')
}
