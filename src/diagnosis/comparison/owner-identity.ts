import type { OwnedProfile, Owner } from '../../ownership/index.ts'
import type { Measures } from '../measure-owners.ts'

/** What an owner is called in every run: a package whatever its version. */
export function identityOf(owned: OwnedProfile, owner: Owner | undefined): string {
  const found = owner === undefined || owner.package === null ? undefined : owned.graph.packages[owner.package]
  return found ? `${found.ecosystem} ${found.name}` : (owner?.name ?? '')
}

/** The share charged to the owners that have an identity: several where several versions of a package run. */
export function chargedShare({ owned, owners }: Measures, identity: string): number {
  return owners.reduce(
    (sum, { charged }, index) => sum + (identityOf(owned, owned.owners[index]) === identity ? charged : 0),
    0,
  )
}
