import type { PackageIndex } from '../../types.ts'
import { hasPackagesOf } from '../per-graph.ts'
import { packageOfInstance } from './crate-instances.ts'
import { isBundledWithStd, isStdCrate } from './rust-std.ts'
import type { Head, RustSymbol } from './rust-symbol.ts'

/** What the crate of a symbol is. */
export type FoundCrate =
  | { readonly kind: 'std'; readonly note: string | null }
  | { readonly kind: 'package'; readonly package: number; readonly note: string | null }
  | { readonly kind: 'unknown'; readonly name: string; readonly note: string }

/** Whether any lockfile of Rust was read. */
export const hasCrates = hasPackagesOf('cargo')

const mostWitnesses = 64

/** The default of std's maps; the maps of the crate that they are made of have another. */
const stdsHasher = /\bstd::(?:hash::random|collections::hash::map)::RandomState\b/

/**
 * Prepares to find the crates that one symbol names. A name that several versions have is decided by the other crates of the
 * symbol, where they depend on one version only.
 */
export function crateFinder(symbol: RustSymbol, index: PackageIndex): (crate: string) => FoundCrate {
  const known = new Map<string, FoundCrate>()
  return (name) => {
    const found = known.get(name) ?? findCrate(name, symbol, index)
    known.set(name, found)
    return found
  }
}

function findCrate(name: string, symbol: RustSymbol, index: PackageIndex): FoundCrate {
  if (isStdCrate(name)) return { kind: 'std', note: null }
  const candidates = index.byLibrary('cargo', name)
  const [first, second] = candidates
  if (first === undefined) return notInGraph(name, index)
  const bundled = isBundledWithStd(name)
  if (bundled && isCopyOfStd(name, candidates, symbol, index)) {
    return { kind: 'std', note: `the ${name} that std brings` }
  }
  if (second !== undefined) return decide(name, candidates, first, symbol, index)
  return { kind: 'package', package: first, note: bundled ? 'or the copy that std brings' : null }
}

/** Of a crate that both std and the graph have: std's copy has std's hasher, or is used by a crate that does not depend on the other. */
function isCopyOfStd(name: string, candidates: readonly number[], symbol: RustSymbol, index: PackageIndex): boolean {
  if (stdsHasher.test(symbol.text)) return true
  const user = symbol.instantiatedBy
  if (user === null || user === name) return false
  const users = index.byLibrary('cargo', user)
  if (users.length === 0) return isStdCrate(user)
  return !users.some((from) => candidates.some((to) => index.dependsOn(from, to)))
}

function notInGraph(name: string, index: PackageIndex): FoundCrate {
  if (!hasCrates(index)) {
    return { kind: 'unknown', name, note: `no Cargo.lock was read, which would tell whose crate ${name} is` }
  }
  if (isBundledWithStd(name)) return { kind: 'std', note: `std brings its own ${name}, and no lockfile has another` }
  return {
    kind: 'unknown',
    name,
    note: `no lockfile has a library ${name}; the Cargo.lock of the deployed commit would tell`,
  }
}

function decide(
  name: string,
  candidates: readonly number[],
  first: number,
  symbol: RustSymbol,
  index: PackageIndex,
): FoundCrate {
  const purls = new Set(candidates.map((candidate) => index.graph.packages[candidate]?.purl))
  // The same version in two lockfiles is one package.
  if (purls.size === 1) return { kind: 'package', package: first, note: null }
  const told = packageOfInstance(name, symbol, index)
  if (told !== null) {
    return { kind: 'package', package: told, note: 'of its versions the one that the symbols with this hash go with' }
  }
  const chosen = new Map<number, string>()
  for (const witness of witnessesOf(symbol, index)) {
    const reached = candidates.filter((candidate) => index.dependsOn(witness, candidate))
    if (reached.length === 1) chosen.set(reached[0] ?? first, index.graph.packages[witness]?.name ?? '')
  }
  const [only, another] = chosen
  if (only !== undefined && another === undefined) {
    return { kind: 'package', package: only[0], note: `of its versions the one that ${only[1]} depends on` }
  }
  return {
    kind: 'package',
    package: first,
    note: `the symbol does not tell which of ${[...purls].join(', ')} it is; the first is taken`,
  }
}

/** The packages that the symbol names without doubt. */
function witnessesOf(symbol: RustSymbol, index: PackageIndex): Set<number> {
  const named = symbol.named.map(({ crate }) => crate)
  const crates = [symbol.instantiatedBy, ...cratesOf(symbol.head), ...named].slice(0, mostWitnesses)
  const witnesses = new Set<number>()
  for (const crate of crates) {
    const [only, another] = crate === null ? [] : index.byLibrary('cargo', crate)
    if (only !== undefined && another === undefined) witnesses.add(only)
  }
  return witnesses
}

function cratesOf(head: Head | null): string[] {
  const crates: string[] = []
  for (let next = head; next !== null; next = next.kind === 'impl' ? next.self : null) {
    if (next.kind === 'crate') crates.push(next.crate)
    else if (next.trait !== null) crates.push(next.trait.crate)
  }
  return crates
}
