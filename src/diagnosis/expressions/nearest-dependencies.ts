import type { DependencyGraph } from '../../ownership/index.ts'
import { packagesAskedFor } from './javascript-views.ts'

/** A dependency that may have written what its dependent runs. */
export interface Candidate {
  /** Index into the graph's packages. */
  readonly package: number
  /** Edges of the graph between it and the package that runs the expression. */
  readonly distance: number
}

/**
 * The dependencies of a package in the order in which they are likely to have handed an expression to it: what the running file
 * asks for and what that depends on, what the rest of its code asks for, the other direct dependencies, and so on by distance.
 *
 * The graph's own edges are followed, so of two copies of a package only the one that this package gets is a candidate.
 *
 * @param from the package that runs the expression; of own code, all own packages
 * @param texts its code, if known: the running file first, then all of it
 * @param most how many are wanted
 */
export function nearestDependencies(
  { packages }: DependencyGraph,
  from: readonly number[],
  texts: readonly (readonly string[])[],
  most: number,
): Candidate[] {
  const start = new Set(from)
  const next = (index: number): readonly number[] => packages[index]?.dependencies ?? []
  const direct = [...new Set(from.flatMap(next))].filter((index) => !start.has(index))
  const [running, all] = texts.map((code) => new Set(code.flatMap((text) => [...packagesAskedFor(text)])))
  const asked = (names: ReadonlySet<string> | undefined): number[] =>
    names === undefined ? [] : direct.filter((index) => packages[index]?.libraryNames.some((name) => names.has(name)))

  const found = new Map<number, number>()
  const add = (index: number, distance: number): void => {
    if (!found.has(index) && !start.has(index) && packages[index]?.own === false) found.set(index, distance)
  }
  const byRunningFile = asked(running)
  for (const index of byRunningFile) add(index, 1)
  for (const index of byRunningFile) for (const deeper of next(index)) add(deeper, direct.includes(deeper) ? 1 : 2)
  for (const index of asked(all)) add(index, 1)
  for (const index of direct) add(index, 1)
  for (const [index, distance] of found) {
    if (found.size >= most) break
    for (const deeper of next(index)) add(deeper, distance + 1)
  }
  return [...found].slice(0, most).map(([index, distance]) => ({ package: index, distance }))
}
