import type { MergedStacks } from './merge-stacks.ts'
import { ownerLabel } from './owner-label.ts'
import type { CulpritShares, Mark } from './types.ts'

/**
 * How much of the profile is the culprit's, runs through it, or names it.
 * @param culprit index into `OwnedProfile.owners`
 * @param marks of each frame of the profile
 */
export function measureCulprit(
  stacks: MergedStacks,
  culprit: number | null,
  marks: readonly (Mark | null)[],
): CulpritShares | null {
  const owner = culprit === null ? undefined : stacks.owned.owners[culprit]
  const whole = stacks.weight[0] as number
  if (owner === undefined || whole === 0) return null
  const hasMark = (node: number, mark: Mark): boolean => marks[stacks.frame[node] as number] === mark
  let self = 0
  for (let node = 1; node < stacks.length; node++) {
    if (hasMark(node, 'culprit')) self += stacks.selfWeight[node] as number
  }
  return {
    name: owner.name,
    label: ownerLabel(owner),
    self: self / whole,
    total: weightUnder(stacks, (node) => hasMark(node, 'culprit')) / whole,
    named: weightUnder(stacks, (node) => hasMark(node, 'named')) / whole,
  }
}

/** The weight of all stacks that have such a node; recursion counts once. */
function weightUnder(stacks: MergedStacks, isSuch: (node: number) => boolean): number {
  const under = new Uint8Array(stacks.length)
  let weight = 0
  for (let node = 1; node < stacks.length; node++) {
    under[node] = under[stacks.parent[node] as number] as number
    if (under[node] === 1 || !isSuch(node)) continue
    under[node] = 1
    weight += stacks.weight[node] as number
  }
  return weight
}
