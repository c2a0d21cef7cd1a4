import type { Ecosystem, Package } from '../types.ts'
import type { Place } from './malformed.ts'
import { type PackageEntry, PackageList } from './package-list.ts'

/** A package of a lockfile whose edges go by name. */
export interface StatedPackage extends PackageEntry {
  /** Where it stands, for the message. */
  readonly place: Place
  /** What others call it when they ask for it; its name where nothing else is stated. */
  readonly keys?: readonly string[]
  /** The keys of what it asks for. One that no package answers to (optional, of another platform) is passed over. */
  readonly asks: readonly string[]
}

/**
 * Makes packages of what a lockfile states, name and version telling them apart.
 *
 * @param direct see `PackageList.finish`
 * @throws HeadwaterError what `PackageList` throws
 */
export function assemblePackages(
  ecosystem: Ecosystem,
  path: string,
  stated: readonly StatedPackage[],
  direct: 'asked-by-own' | 'asked-by-own-or-none',
): Package[] {
  const list = new PackageList(ecosystem, path)
  // Only what somebody asks for is looked up.
  const asked = new Set<string>()
  for (const { asks } of stated) for (const key of asks) asked.add(key)
  const byKey = new Map<string, number[]>()
  const indices = stated.map((entry) => {
    const { own, name, version } = entry
    const index = list.add(`${own ? 'own ' : ''}${name}@${version}`, entry.place, entry)
    for (const key of entry.keys ?? [name]) {
      if (!asked.has(key)) continue
      const known = byKey.get(key)
      if (known === undefined) byKey.set(key, [index])
      else if (known.at(-1) !== index) known.push(index)
    }
    return index
  })
  for (const [at, { asks }] of stated.entries()) {
    for (const key of asks) for (const to of byKey.get(key) ?? []) list.link(indices[at] as number, to)
  }
  return list.finish(direct)
}

/** The part of an entry that is the same for all own packages. */
export const ownPackage = { own: true, visibility: 'private', repository: null } as const
