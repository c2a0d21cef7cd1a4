import type { DependencyGraph, Ecosystem, PackageIndex } from '../types.ts'

/**
 * Something that follows from the graph alone, computed when it is first asked for and then kept as long as the graph:
 * grammars are asked frame by frame, hundred thousands of times.
 */
export function perGraph<T>(compute: (graph: DependencyGraph) => T): (index: PackageIndex) => T {
  const known = new WeakMap<DependencyGraph, { readonly value: T }>()
  return ({ graph }) => {
    const kept = known.get(graph) ?? { value: compute(graph) }
    known.set(graph, kept)
    return kept.value
  }
}

/** Whether a service has packages of an ecosystem at all: a shape alone seldom proves a language. */
export function hasPackagesOf(wanted: Ecosystem): (index: PackageIndex) => boolean {
  return perGraph(({ packages }) => packages.some(({ ecosystem }) => ecosystem === wanted))
}
