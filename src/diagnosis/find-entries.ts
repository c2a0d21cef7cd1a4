import type { Measures } from './measure-owners.ts'

/** The nodes at which an owner is entered: its frame, with none of its frames above. Linear in the tree. */
export function findEntries(measures: Measures, owner: number): number[] {
  const { owned, nodeOwner } = measures
  const { tree } = owned.profile
  const inside = new Uint8Array(tree.length)
  const entries: number[] = []
  for (let node = 1; node < tree.length; node += 1) {
    const above = inside[tree.parent[node] as number] === 1
    const here = nodeOwner[node] === owner
    if (here && !above) entries.push(node)
    inside[node] = above || here ? 1 : 0
  }
  return entries
}
