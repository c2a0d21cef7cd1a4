import { findEntries } from './find-entries.ts'
import type { Measures } from './measure-owners.ts'

/** One own function that enters a package by several of the package's functions. */
export interface SiblingEntries {
  /** The own function; index into the profile's frames. */
  readonly caller: number
  /** The package's functions that it calls, those with most time first. */
  readonly entries: readonly { readonly frame: number; readonly share: number }[]
}

/**
 * By which functions of a package own code enters it. What grows faster than its input sits below one of them; where one own function
 * keeps several of them busy, the loop is probably its own.
 *
 * @param owner index into the owners
 * @returns the own function with most of the package's time; shares are of that time, 0 to 1
 */
export function findSiblingEntries(measures: Measures, owner: number): SiblingEntries | null {
  const { owned, nodeOwner, nodeTotal } = measures
  const { tree } = owned.profile
  const callers = new Map<number, Map<number, number>>()
  let whole = 0
  for (const node of findEntries(measures, owner)) {
    const weight = nodeTotal[node] as number
    whole += weight
    const above = tree.parent[node] as number
    if (above === 0 || owned.owners[nodeOwner[above] as number]?.kind !== 'own') continue
    const caller = tree.frame[above] as number
    const entries = callers.get(caller) ?? new Map<number, number>()
    const frame = tree.frame[node] as number
    callers.set(caller, entries.set(frame, (entries.get(frame) ?? 0) + weight))
  }
  const sumOf = (entries: ReadonlyMap<number, number>): number =>
    [...entries.values()].reduce((sum, weight) => sum + weight, 0)
  const [most] = [...callers].sort((a, b) => sumOf(b[1]) - sumOf(a[1]))
  if (most === undefined || whole <= 0) return null
  const [caller, entries] = most
  const shares = [...entries].map(([frame, weight]) => ({ frame, share: weight / whole }))
  return { caller, entries: shares.sort((a, b) => b.share - a.share) }
}
