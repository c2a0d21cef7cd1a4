import type { Measures } from './measure-owners.ts'

/**
 * How much of what an owner is charged with is asked for by the very function that own code calls: then the loop may as well be the
 * caller's. Deeper down it is the owner's own.
 *
 * @param owner index into the owners
 * @returns share of the owner's charged time, 0 to 1
 */
export function measureShallow({ owned, nodeOwner, nodeAsker, nodeSelf }: Measures, owner: number): number {
  const { tree } = owned.profile
  // Frames of the owner from where it is entered down to the node: 0, 1, or more.
  const depth = new Uint8Array(tree.length)
  const byOwnCode = new Uint8Array(tree.length)
  let shallow = 0
  let whole = 0
  for (let node = 1; node < tree.length; node += 1) {
    const above = tree.parent[node] as number
    // What belongs to somebody else who asks for work begins anew; library and runtime frames change nothing.
    const inherited = nodeAsker[above] === owner ? (depth[above] as number) : 0
    const caller = owned.owners[nodeAsker[above] as number]
    byOwnCode[node] = inherited > 0 ? (byOwnCode[above] as number) : caller?.kind === 'own' ? 1 : 0
    depth[node] = nodeOwner[node] === owner ? Math.min(inherited + 1, 2) : inherited
    if (nodeAsker[node] !== owner) continue
    whole += nodeSelf[node] as number
    if (depth[node] === 1 && byOwnCode[node] === 1) shallow += nodeSelf[node] as number
  }
  return whole > 0 ? shallow / whole : 0
}
