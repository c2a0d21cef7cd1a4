import type { OwnerKind } from '../../ownership/index.ts'
import type { Measures } from '../measure-owners.ts'
import { identityOf } from './owner-identity.ts'

/** Whose functions tell one service from another: the kernel's are the same everywhere, unknown ones have no name. */
const tellingKinds: ReadonlySet<OwnerKind> = new Set(['own', 'dependency', 'standard-library', 'runtime', 'native'])

/** The named functions that were on a stack, so that another run's can be compared: all of them, and own code's. */
export function functionKeys(measures: Measures): { readonly all: Set<string>; readonly own: Set<string> } {
  const { owned, frameTotal } = measures
  const all = new Set<string>()
  const own = new Set<string>()
  for (const [index, { owner: ownerIndex, symbol }] of owned.frames.entries()) {
    const owner = owned.owners[ownerIndex]
    if (!owner || !tellingKinds.has(owner.kind) || (frameTotal[index] as number) <= 0) continue
    all.add(`${identityOf(owned, owner)} ${symbol}`)
    if (owner.kind === 'own') own.add(`${symbol} ${endOf(owned.profile.frames[index]?.file ?? '')}`)
  }
  return { all, own }
}

/** The part of the smaller set that is in the other one too, 0 to 1; 1 where a set is empty. */
export function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [small, large] = a.size < b.size ? [a, b] : [b, a]
  if (small.size === 0) return 1
  let common = 0
  for (const key of small) if (large.has(key)) common += 1
  return common / small.size
}

/** File and folder: a release may stand in another place, and many services have an `index.js`. */
function endOf(file: string): string {
  return file.split('/').slice(-2).join('/')
}
