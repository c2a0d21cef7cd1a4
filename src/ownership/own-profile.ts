import type { Frame, Profile } from '../profile/index.ts'
import { framesInKernel } from './frames-in-kernel.ts'
import { grammars } from './grammars/index.ts'
import { plainSymbol } from './grammars/native/plain-symbol.ts'
import { createPackageIndex } from './package-index.ts'
import type {
  DependencyGraph,
  FrameReading,
  OwnedFrame,
  OwnedProfile,
  Owner,
  OwnerKind,
  PackageIndex,
} from './types.ts'

/**
 * Says of every frame who wrote its code and which packages it names.
 *
 * @param profile as imported; its frames are distinct, so each is read once
 * @param graph what the service's lockfiles state; without any package only standard libraries, runtimes and the kernel are told
 * @returns the profile with one owned frame for each of its frames; what no grammar can read is `unknown`, with the reason.
 * Packages that are only mentioned have an owner too
 */
export function ownProfile(profile: Profile, graph: DependencyGraph): OwnedProfile {
  const index = createPackageIndex(graph)
  for (const grammar of grammars) grammar.prepare?.(profile.frames, index)
  const owners = new OwnerTable()
  const inKernel = framesInKernel(profile)
  const frames = profile.frames.map((frame, at): OwnedFrame => {
    const {
      owner,
      reason,
      symbol,
      function: plainName,
      mentions,
      pattern,
    } = inKernel.has(at) ? inKernelOnly(frame) : readFrame(frame, index)
    for (const mention of mentions) owners.intern(index.ownerOf(mention.package))
    return { owner: owners.intern(owner), reason, symbol, function: plainName, mentions, pattern }
  })
  return { profile, graph, owners: owners.list, frames }
}

/** Owners by kind and name: no text is made for a frame whose owner is known. */
class OwnerTable {
  readonly list: Owner[] = []
  readonly #indices = new Map<OwnerKind, Map<string, number>>()

  intern(owner: Owner): number {
    const ofKind = this.#indices.get(owner.kind) ?? new Map<string, number>()
    const known = ofKind.get(owner.name)
    if (known !== undefined) return known
    const index = this.list.push(owner) - 1
    this.#indices.set(owner.kind, ofKind.set(owner.name, index))
    return index
  }
}

function readFrame(frame: Frame, index: PackageIndex): FrameReading {
  for (const grammar of grammars) {
    const reading = grammar.read(frame, index)
    if (reading !== null) return reading
  }
  return unexplained(frame)
}

function inKernelOnly({ name }: Frame): FrameReading {
  const owner: Owner = { kind: 'kernel', package: null, name: 'kernel' }
  return { owner, reason: 'stands only where the kernel has been entered', ...plainSymbol(name) }
}

function unexplained({ name, object }: Frame): FrameReading {
  const nameless = name === '' || /^\[.*\]$/.test(name)
  const reason = nameless
    ? `no symbol${object === null ? ', and no object to own it' : ` in ${object}, which is no shared object`}`
    : 'no grammar knows the name, and neither file nor object tells whose it is'
  const owner: Owner = { kind: 'unknown', package: null, name: 'unknown' }
  return { owner, reason, symbol: name, function: name, mentions: [], pattern: null }
}
