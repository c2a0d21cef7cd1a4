import type { OwnedProfile } from '../ownership/index.ts'
import { type CarrierRule, carrierRules } from './carrier-rules.ts'
import type { CarrierRole } from './types.ts'

/** What a carrier of this role does, as the end of 'set aside: it …'. */
const relays: Record<CarrierRole, string> = {
  executor: 'polls and schedules other code',
  tracing: 'records what other code does, once for each call or poll',
  allocator: 'hands out memory that other code asks for',
  synchronisation: 'makes other code wait its turn',
  framework: 'calls the handlers of a service',
  adapter: 'joins the streams and futures of others',
}

/** Roles whose private helpers are carriers too: what only tracing uses is tracing. */
const rolesWithHelpers: ReadonlySet<CarrierRole> = new Set(['tracing', 'executor', 'allocator', 'synchronisation'])

export interface Carrier {
  readonly role: CarrierRole
  readonly rule: string
}

/**
 * The carriers among a profile's owners.
 *
 * A package is one by the data table, or because every package that depends on it is a carrier of one role that has helpers
 * (its slab, its thread locals): then no other code can have asked it for work.
 *
 * @param rules the data table; tests that rename packages rename it along
 * @returns from owner index to role and rule
 */
export function findCarriers(owned: OwnedProfile, rules: readonly CarrierRule[] = carrierRules): Map<number, Carrier> {
  const { packages } = owned.graph
  const roles = new Map<string, CarrierRole>()
  for (const rule of rules) for (const name of rule.packages) roles.set(`${rule.ecosystem} ${name}`, rule.role)
  const dependents: number[][] = packages.map(() => [])
  for (const [index, entry] of packages.entries()) for (const used of entry.dependencies) dependents[used]?.push(index)

  const carriers = new Map<number, Carrier>()
  for (const [index, entry] of packages.entries()) {
    const role = entry.own ? undefined : roles.get(`${entry.ecosystem} ${entry.name}`)
    if (role) carriers.set(index, { role, rule: `table of carriers, ${role}: it ${relays[role]}` })
  }
  for (let grew = true; grew; ) {
    grew = false
    for (const [index, entry] of packages.entries()) {
      const users = dependents[index] ?? []
      const first = carriers.get(users[0] ?? -1)
      if (carriers.has(index) || entry.own || !first || !rolesWithHelpers.has(first.role)) continue
      if (!users.every((user) => carriers.get(user)?.role === first.role)) continue
      const names = users.map((user) => packages[user]?.name).join(', ')
      carriers.set(index, { role: first.role, rule: `only ${names} (${first.role}) depends on it` })
      grew = true
    }
  }
  const byOwner = new Map<number, Carrier>()
  for (const [index, owner] of owned.owners.entries()) {
    const carrier = owner.package === null ? undefined : carriers.get(owner.package)
    if (carrier) byOwner.set(index, carrier)
  }
  return byOwner
}
