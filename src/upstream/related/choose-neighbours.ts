import type { Diagnosis } from '../../diagnosis/index.ts'
import type { DependencyGraph, Package } from '../../ownership/index.ts'
import { mayBeNamed } from '../may-be-named.ts'

/** The parts of a diagnosis by which neighbours are chosen. */
export type HotPath = Pick<Diagnosis, 'culprit' | 'suspects' | 'carriers'>

/** Beyond that a neighbour is hardly ever the one. */
const mostNeighbours = 8

/** Reasons to look at a neighbour, the weightiest first. */
const weights = { suspect: 8, dependency: 4, wrapper: 3, carrier: -6 }

/**
 * The packages around the culprit in which the cure may lie as well: what it asks for, who asks for it, and who stands between it and
 * own code. Own and private packages are nobody's business, and are left out.
 *
 * @returns the likeliest first, at most eight
 */
export function chooseNeighbours(culprit: Package, graph: DependencyGraph, path: HotPath): Package[] {
  const self = graph.packages.findIndex(({ purl }) => purl === culprit.purl)
  const asked = new Set(graph.packages[self]?.dependencies ?? [])
  const suspects = new Set(path.suspects.map(({ purl }) => purl))
  const wrappers = new Set(path.culprit?.wrappers ?? [])
  const carriers = new Set(path.carriers.map(({ name }) => name))
  const rated = graph.packages.flatMap((one, index) => {
    const isAsked = asked.has(index)
    const isNear = isAsked || one.dependencies.includes(self) || wrappers.has(one.purl)
    if (index === self || !isNear || !mayBeNamed(one)) return []
    const rating =
      (isAsked ? weights.dependency : 0) +
      (suspects.has(one.purl) ? weights.suspect : 0) +
      (wrappers.has(one.purl) ? weights.wrapper : 0) +
      (carriers.has(one.purl) ? weights.carrier : 0) +
      kinship(one, culprit)
    return [{ one, rating }]
  })
  return rated
    .sort((a, b) => b.rating - a.rating || (a.one.purl < b.one.purl ? -1 : 1))
    .slice(0, mostNeighbours)
    .map(({ one }) => one)
}

/** Packages of one family share a word of their names, as `tokio-rustls` and `rustls` do. */
function kinship(one: Package, culprit: Package): number {
  const words = (name: string) => name.toLowerCase().split(/[^a-z\d]+/)
  const shared = new Set(words(culprit.name))
  return words(one.name).some((word) => word.length >= 3 && shared.has(word)) ? 2 : 0
}
