import type { Measures } from './measure-owners.ts'

/**
 * How much of an owner's charged time our own callbacks ask for: own code calls the package, the package calls own code back for
 * each element, and that asks the package again. Such a package does what it is told, as often as it is told. What a framework
 * does outside of own code's first frame is no such callback.
 *
 * @param owner index into the owners
 * @returns share of the weight, 0 to 1
 */
export function findCallbacks({ owned, nodeOwner, nodeAsker, nodeSelf, weight }: Measures, owner: number): number {
  const { tree } = owned.profile
  // 0 outside, 1 below own code, 2 in the package below that, 3 in own code that it called back.
  const step = new Uint8Array(tree.length)
  let sum = 0
  for (let node = 1; node < tree.length; node += 1) {
    const above = step[tree.parent[node] as number] as number
    const isOwn = owned.owners[nodeOwner[node] as number]?.kind === 'own'
    const advances = above === 1 ? nodeOwner[node] === owner : above < 3 && isOwn
    step[node] = above + (advances ? 1 : 0)
    if (step[node] === 3 && nodeAsker[node] === owner) sum += nodeSelf[node] as number
  }
  return weight > 0 ? sum / weight : 0
}
