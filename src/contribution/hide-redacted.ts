import { compileRedact, type RedactRule } from '../compile-redact.ts'
import type { DependencyGraph } from '../ownership/index.ts'

/**
 * The graph, with every package private whose name the configuration wants kept back: it is named nowhere then, and nobody is asked
 * about it.
 */
export function hideRedacted(graph: DependencyGraph, redact: readonly RedactRule[]): DependencyGraph {
  const isConfigured = compileRedact(redact)
  return {
    ...graph,
    packages: graph.packages.map((one) => (isConfigured(one.name) ? { ...one, visibility: 'private' } : one)),
  }
}
