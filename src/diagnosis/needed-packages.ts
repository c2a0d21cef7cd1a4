import type { DependencyGraph } from '../ownership/index.ts'
import type { Diagnosis, PackageSources, SourceFile } from './types.ts'

/** The packages (indices into the graph) whose code a diagnosis needs, likeliest first. */
export function neededPackages({ needs }: Diagnosis, graph: DependencyGraph): number[] {
  const indices = indicesOf(graph)
  return needs.flatMap(({ kind, what }) => (kind === 'package-source' ? (indices.get(what) ?? []) : []))
}

/** Code that was gathered by purl, as a diagnosis takes it. */
export function packageSources(
  sources: ReadonlyMap<string, readonly SourceFile[]>,
  graph: DependencyGraph,
): PackageSources {
  const indices = indicesOf(graph)
  return new Map(
    [...sources].flatMap(([purl, files]) => {
      const index = indices.get(purl)
      return index === undefined ? [] : [[index, { files }]]
    }),
  )
}

function indicesOf({ packages }: DependencyGraph): ReadonlyMap<string, number> {
  return new Map(packages.map(({ purl }, index) => [purl, index]))
}
