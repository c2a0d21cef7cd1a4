import { pythonName } from './lockfiles/python/python-name.ts'
import type { DependencyGraph, Ecosystem, Owner, Package, PackageIndex } from './types.ts'

/** Steps along edges that all searches of one index may take together: a thousand packages' reach in a graph of a real service. */
const mostSteps = 8_000_000

const none: readonly number[] = []

/**
 * Prepares a graph for the questions that grammars ask of it, frame by frame.
 *
 * @param graph what the lockfiles state; its packages' `dependencies` may form cycles
 * @returns an index that answers in constant time; `dependsOn` searches the first time that it is asked about a package
 */
export function createPackageIndex(graph: DependencyGraph): PackageIndex {
  const byLibrary = new NameTable()
  const byName = new NameTable()
  graph.packages.forEach(({ ecosystem, name, libraryNames }, index) => {
    byName.add(ecosystem, name, index)
    for (const library of libraryNames) byLibrary.add(ecosystem, library, index)
  })
  const owners = graph.packages.map(ownerOf)
  const reach = new Map<number, ReadonlySet<number>>()
  let stepsLeft = mostSteps
  return {
    graph,
    byLibrary: (ecosystem, libraryName) => byLibrary.find(ecosystem, libraryName),
    byName: (ecosystem, name) => byName.find(ecosystem, name),
    dependsOn(from, to) {
      const known = reach.get(from)
      if (known !== undefined) return known.has(to)
      const { reached, steps } = reachableFrom(graph, from, stepsLeft)
      stepsLeft -= steps
      reach.set(from, reached)
      return reached.has(to)
    },
    ownerOf: (index) => owners[index] ?? { kind: 'unknown', package: null, name: `package ${index}` },
  }
}

/** Packages by name, within their ecosystem: names are compared as it compares them, so that grammars may ask in any spelling. */
class NameTable {
  readonly #byEcosystem = new Map<Ecosystem, Map<string, number[]>>()

  add(ecosystem: Ecosystem, name: string, index: number): void {
    const names = this.#byEcosystem.get(ecosystem) ?? new Map<string, number[]>()
    this.#byEcosystem.set(ecosystem, names)
    const compared = comparedName(ecosystem, name)
    const known = names.get(compared)
    if (known === undefined) names.set(compared, [index])
    else if (known.at(-1) !== index) known.push(index)
  }

  find(ecosystem: Ecosystem, name: string): readonly number[] {
    return this.#byEcosystem.get(ecosystem)?.get(comparedName(ecosystem, name)) ?? none
  }
}

function comparedName(ecosystem: Ecosystem, name: string): string {
  switch (ecosystem) {
    case 'cargo':
      return name.includes('-') ? name.replaceAll('-', '_') : name
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

function ownerOf({ own, purl }: Package, index: number): Owner {
  return { kind: own ? 'own' : 'dependency', package: index, name: purl }
}
