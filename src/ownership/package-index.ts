import { pythonName } from './lockfiles/python/python-name.ts'
import type { DependencyGraph, Ecosystem, Owner, PackageIndex } from './types.ts'

/** Steps along edges that all searches of one index may take together: a thousand packages' reach in a graph of a real service. */
const mostSteps = 8_000_000

/**
 * Prepares a graph for the questions that grammars ask of it, frame by frame.
 *
 * @param graph what the lockfiles state; its packages' `dependencies` may form cycles
 * @returns an index that answers in constant time; `dependsOn` searches the first time that it is asked about a package
 */
export function createPackageIndex(graph: DependencyGraph): PackageIndex {
  const byLibrary = new Map<string, number[]>()
  const byName = new Map<string, number[]>()
  graph.packages.forEach(({ ecosystem, name, libraryNames }, index) => {
    add(byName, key(ecosystem, name), index)
    for (const library of libraryNames) add(byLibrary, key(ecosystem, library), index)
  })
  const reach = new Map<number, ReadonlySet<number>>()
  let stepsLeft = mostSteps
  return {
    graph,
    byLibrary: (ecosystem, libraryName) => byLibrary.get(key(ecosystem, libraryName)) ?? [],
    byName: (ecosystem, name) => byName.get(key(ecosystem, name)) ?? [],
    dependsOn(from, to) {
      const known = reach.get(from)
      if (known !== undefined) return known.has(to)
      const { reached, steps } = reachableFrom(graph, from, stepsLeft)
      stepsLeft -= steps
      reach.set(from, reached)
      return reached.has(to)
    },
    ownerOf: (index) => ownerOf(graph, index),
  }
}

function add(map: Map<string, number[]>, name: string, index: number): void {
  const known = map.get(name)
  if (known === undefined) map.set(name, [index])
  else if (known.at(-1) !== index) known.push(index)
}

/** Names are compared as their ecosystem compares them, so that grammars may ask in any spelling. */
function key(ecosystem: Ecosystem, name: string): string {
  return `${ecosystem} ${comparedName(ecosystem, name)}`
}

function comparedName(ecosystem: Ecosystem, name: string): string {
  switch (ecosystem) {
    case 'cargo':
      return name.replaceAll('-', '_')
    case 'pypi':
      return pythonName(name)
    case 'nuget':
    case 'composer':
      return name.toLowerCase()
    default:
      return name
  }
}

/**
 * Every package that `from` asks for, over any number of edges; itself only where the graph has a cycle through it. What `mostSteps`
 * do not reach is left out.
 */
function reachableFrom(
  graph: DependencyGraph,
  from: number,
  mostSteps: number,
): { reached: ReadonlySet<number>; steps: number } {
  const reached = new Set<number>()
  const waiting = [from]
  let steps = 0
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const dependency of graph.packages[next]?.dependencies ?? []) {
      if (++steps > mostSteps) return { reached, steps: mostSteps }
      if (reached.has(dependency)) continue
      reached.add(dependency)
      waiting.push(dependency)
    }
  }
  return { reached, steps }
}

function ownerOf(graph: DependencyGraph, index: number): Owner {
  const found = graph.packages[index]
  if (found === undefined) return { kind: 'unknown', package: null, name: `package ${index}` }
  return { kind: found.own ? 'own' : 'dependency', package: index, name: found.purl }
}
