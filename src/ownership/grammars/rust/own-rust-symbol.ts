import type { FrameReading, Mention, Owner, PackageIndex } from '../../types.ts'
import { crateFinder, type FoundCrate } from './find-crate.ts'
import { isStdsOwnImpl } from './rust-std.ts'
import type { Head, ImplHead, NamedCrate, RustSymbol } from './rust-symbol.ts'

export const rustStd: Owner = { kind: 'standard-library', package: null, name: 'rust std' }

/** A crate, and the rule by which it owns something. */
interface Verdict {
  readonly found: FoundCrate
  readonly rule: string
}

type FoundPackage = Extract<FoundCrate, { kind: 'package' }>

/** One symbol, and what is needed to judge it. */
interface Case {
  readonly symbol: RustSymbol
  readonly find: (crate: string) => FoundCrate
  readonly index: PackageIndex
}

/**
 * Says who owns a Rust symbol, and which packages it mentions.
 *
 * @returns an owner of kind `unknown` where the symbol names no crate, or one that no lockfile has
 */
export function ownRustSymbol(
  symbol: RustSymbol,
  index: PackageIndex,
): Pick<FrameReading, 'owner' | 'reason' | 'mentions'> {
  const stated: Case = { symbol, find: crateFinder(symbol, index), index }
  const verdict = symbol.head === null ? null : judge(symbol.head, stated, symbol.function)
  const owner = ownerOf(verdict?.found ?? null, index)
  const clauses = [
    verdict?.rule ?? 'names no crate',
    verdict?.found.note,
    symbol.cut ? 'the rest of the symbol is cut' : null,
  ]
  return { owner, reason: clauses.filter((clause) => clause).join('; '), mentions: listMentions(owner, stated) }
}

/** @param method the function's name where the head is the symbol's own, null for a type within it */
function judge(head: Head, stated: Case, method: string | null): Verdict {
  return head.kind === 'crate' ? { found: stated.find(head.crate), rule: head.rule } : judgeImpl(head, stated, method)
}

/** The orphan rule: an impl is written in the crate of its type or in that of its trait. */
function judgeImpl(impl: ImplHead, stated: Case, method: string | null): Verdict {
  const self = impl.self === null ? null : judge(impl.self, stated, null).found
  const trait = impl.trait === null ? null : stated.find(impl.trait.crate)
  if (trait === null) {
    return self === null
      ? { found: { kind: 'std', note: null }, rule: 'method of a primitive type, which only std may write' }
      : { found: self, rule: "crate of the method's type" }
  }
  if (trait.kind === 'std') return judgeTraitOfStd(impl, self, trait, stated, method)
  if (self === null) return { found: trait, rule: "crate of the impl's trait, for a type of no crate" }
  if (self.kind === 'std') return { found: trait, rule: "crate of the impl's trait, for a type of std" }
  if (self.kind === 'package' && trait.kind === 'package' && self.package !== trait.package) {
    return judgePackages(self, trait, stated, method)
  }
  return { found: self, rule: "crate of the impl's type" }
}

function judgePackages(self: FoundPackage, trait: FoundPackage, { index }: Case, method: string | null): Verdict {
  // By custom nobody implements such a method but the trait's own crate.
  if (method?.startsWith('__'))
    return { found: trait, rule: 'crate of the trait, for a method that it keeps to itself' }
  if (index.dependsOn(trait.package, self.package)) {
    return { found: trait, rule: "crate of the impl's trait, which depends on that of the type" }
  }
  const depends = index.dependsOn(self.package, trait.package)
  return { found: self, rule: `crate of the impl's type${depends ? ', which depends on that of the trait' : ''}` }
}

function judgeTraitOfStd(
  impl: ImplHead,
  self: FoundCrate | null,
  std: FoundCrate,
  stated: Case,
  method: string | null,
): Verdict {
  if (isStdsOwnImpl(impl, method)) {
    return { found: std, rule: "method of std's trait that std itself has for such types" }
  }
  if (self !== null && self.kind !== 'std') return { found: self, rule: "crate of the impl's type, for a trait of std" }
  const local = method === null ? null : argumentOfTrait(stated)
  if (local !== null) return { found: local, rule: "crate of the argument of std's trait, for a type of std" }
  return { found: std, rule: 'type and trait are of std' }
}

/** In `<String as From<acme::Error>>` only the argument's crate may write the impl, unless the type has arguments of its own. */
function argumentOfTrait({ symbol, find }: Case): FoundCrate | null {
  if (symbol.named.some(({ place, depth }) => place === 'self' && depth > 0)) return null
  const first = symbol.named.find(({ place, depth }) => place === 'trait' && depth === 1)
  const found = first === undefined ? null : find(first.crate)
  return found?.kind === 'package' ? found : null
}

function ownerOf(found: FoundCrate | null, index: PackageIndex): Owner {
  switch (found?.kind) {
    case 'std':
      return rustStd
    case 'package':
      return index.ownerOf(found.package)
    case 'unknown':
      return { kind: 'unknown', package: null, name: found.name }
    case undefined:
      return { kind: 'unknown', package: null, name: 'unknown' }
  }
}

/** A self type that is not the owner's is itself mentioned, and what stands in it moves one level down. */
function listMentions(owner: Owner, stated: Case): Mention[] {
  const { symbol, index } = stated
  const self = symbol.self === null ? null : ownerOf(judge(symbol.self, stated, null).found, index)
  const shift = self === null || self.name === owner.name ? 0 : 1
  return symbol.named.flatMap((named) => mentionOf(named, owner, shift, stated))
}

function mentionOf({ crate, depth, place }: NamedCrate, owner: Owner, shift: number, { find }: Case): Mention[] {
  const found = find(crate)
  const isSelf = place === 'self'
  if (found.kind !== 'package' || (isSelf && depth === 0 && found.package === owner.package)) return []
  return [{ package: found.package, depth: Math.max(1, depth + (isSelf ? shift : 0)) }]
}
