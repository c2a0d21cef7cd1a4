import type { Carrier } from './carriers.ts'
import type { Measures } from './measure-owners.ts'

/** An owner counts as a wrapper from this share of the suspect's stacks on. */
const leastShare = 0.2

/**
 * The wrapper chain: whose code lies between the outermost own frame and the suspect, own wrappers and dependencies,
 * carriers left out.
 *
 * @param nodes nodes at which the suspect was seen
 * @returns owners (indices), outermost first, each once
 */
export function findWrappers(
  measures: Measures,
  carriers: ReadonlyMap<number, Carrier>,
  suspect: number,
  nodes: readonly number[],
): number[] {
  const { owned, nodeOwner, nodeTotal } = measures
  const { tree } = owned.profile
  const seen = new Map<number, { weight: number; position: number }>()
  let whole = 0
  for (const node of nodes) {
    const weight = nodeTotal[node] as number
    whole += weight
    const chain: number[] = []
    for (let up = tree.parent[node] as number; up > 0; up = tree.parent[up] as number) {
      const owner = nodeOwner[up] as number
      const kind = owned.owners[owner]?.kind
      if (owner === suspect || carriers.has(owner) || (kind !== 'own' && kind !== 'dependency')) continue
      if (!chain.includes(owner)) chain.push(owner)
    }
    const outermostOwn = chain.findLastIndex((owner) => owned.owners[owner]?.kind === 'own')
    for (const [position, owner] of chain.slice(0, outermostOwn + 1).entries()) {
      const entry = seen.get(owner) ?? { weight: 0, position: 0 }
      entry.weight += weight
      entry.position += weight * position
      seen.set(owner, entry)
    }
  }
  return [...seen.entries()]
    .filter(([, entry]) => entry.weight >= leastShare * whole && entry.weight > 0)
    .sort(([, a], [, b]) => b.position / b.weight - a.position / a.weight)
    .map(([owner]) => owner)
}
