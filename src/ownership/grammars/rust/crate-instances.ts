import type { Frame } from '../../../profile/index.ts'
import type { PackageIndex } from '../../types.ts'
import { perGraph } from '../per-graph.ts'
import { readRustV0 } from './read-rust-v0.ts'
import type { CrateInstance, RustSymbol } from './rust-symbol.ts'

/** Package by name and hash of a crate's instance. */
type KnownInstances = ReadonlyMap<string, number>

/** How often packages were seen beside an instance that speak for one version of it. */
type Votes = Map<number, number>

/** The instances that the frames of a profile tell, as long as its index is in use. */
const known = new WeakMap<PackageIndex, KnownInstances>()
const mostNeighbours = 64

/** Whether any crate is there in several versions. */
const hasTwins = perGraph(({ packages }) => {
  const versions = new Map<string, string>()
  return packages.some(({ ecosystem, name, purl }) => {
    if (ecosystem !== 'cargo') return false
    const first = versions.get(name) ?? purl
    versions.set(name, first)
    return first !== purl
  })
})

/**
 * Learns which version each instance of a crate is, from all symbols of a profile: a version depends on the crates that its symbols
 * name, or they on it, where the other versions do not. Where all instances but one are told, so is the last.
 */
export function learnCrateInstances(frames: readonly Frame[], index: PackageIndex): void {
  if (!hasTwins(index)) return
  const votes = new Map<string, Map<string, Votes>>()
  for (const { name } of frames) {
    const symbol = readRustV0(name)
    if (symbol !== null) for (const instance of symbol.instances) vote(instance, symbol, votes, index)
  }
  const found = new Map<string, number>()
  for (const [crate, byHash] of votes) decide(crate, byHash, found, index)
  if (found.size > 0) known.set(index, found)
}

/** The package that a symbol's instances of a crate are known to be; null where there are several, or nothing told it. */
export function packageOfInstance(crate: string, { instances }: RustSymbol, index: PackageIndex): number | null {
  const [only, another] = instances.filter((instance) => instance.crate === crate)
  if (only === undefined || another !== undefined) return null
  return known.get(index)?.get(keyOf(only)) ?? null
}

function keyOf({ crate, hash }: CrateInstance): string {
  return `${crate} ${hash}`
}

function vote(
  { crate, hash }: CrateInstance,
  { instances }: RustSymbol,
  votes: Map<string, Map<string, Votes>>,
  index: PackageIndex,
): void {
  const candidates = versionsOf(crate, index)
  if (candidates.length < 2) return
  const byHash = votes.get(crate) ?? new Map<string, Votes>()
  const ofInstance: Votes = byHash.get(hash) ?? new Map()
  votes.set(crate, byHash.set(hash, ofInstance))
  for (const neighbour of instances.slice(0, mostNeighbours)) {
    const [witness, another] = index.byLibrary('cargo', neighbour.crate)
    if (witness === undefined || another !== undefined) continue
    const linked = candidates.filter((one) => index.dependsOn(witness, one) || index.dependsOn(one, witness))
    const [only] = linked
    if (only !== undefined && linked.length === 1) ofInstance.set(only, (ofInstance.get(only) ?? 0) + 1)
  }
}

/** One package for each version; the same one in two lockfiles counts once. */
function versionsOf(crate: string, index: PackageIndex): readonly number[] {
  const byPurl = new Map(index.byLibrary('cargo', crate).map((entry) => [index.graph.packages[entry]?.purl, entry]))
  return [...byPurl.values()]
}

function decide(
  crate: string,
  byHash: ReadonlyMap<string, Votes>,
  found: Map<string, number>,
  index: PackageIndex,
): void {
  const taken = new Set<number>()
  const open: string[] = []
  for (const [hash, ofInstance] of byHash) {
    const [first, second] = [...ofInstance].sort(([, a], [, b]) => b - a)
    if (first === undefined || first[1] === second?.[1]) open.push(hash)
    else {
      taken.add(first[0])
      found.set(keyOf({ crate, hash }), first[0])
    }
  }
  const left = versionsOf(crate, index).filter((entry) => !taken.has(entry))
  const [hash, anotherHash] = open
  const [entry, anotherEntry] = left
  if (hash === undefined || anotherHash !== undefined || entry === undefined || anotherEntry !== undefined) return
  found.set(keyOf({ crate, hash }), entry)
}
