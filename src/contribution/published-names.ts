import type { RedactRule } from '../compile-redact.ts'
import { type OwnedProfile, type Owner, type Package, unversioned } from '../ownership/index.ts'

/** Which names of a diagnosis may be published and which may not; plain data, so that it can cross to another process. */
export interface PublishedNames {
  /** Names of own and private packages, and of files that no lockfile explains. */
  readonly hidden: readonly string[]
  /** Names of public packages. */
  readonly shown: readonly string[]
  /** Symbols whose code is our own, private, or nobody's whom we know. */
  readonly hiddenSymbols: readonly string[]
  /** What no word may hold, as the service's configuration says. */
  readonly hiddenTexts: readonly RedactRule[]
}

/** Libraries that every system has, and so tell nothing. */
const systemLibrary =
  /^(?:lib(?:c|m|dl|rt|pthread|stdc\+\+|gcc_s|ssl|crypto|z)|ld-linux[\w-]*|ld-musl[\w-]*)[-.]|^\[?vdso\]?$/

/** Whether a package's names may not be published: our own, and those of private sources. */
export function isHidden(one: Package): boolean {
  return one.own || one.visibility === 'private'
}

/**
 * Sorts the names of a profile and its graph. Linear in both.
 *
 * @param redact what the service's configuration wants redacted besides
 */
export function collectPublishedNames(
  owned: Pick<OwnedProfile, 'graph' | 'owners' | 'frames'>,
  redact: readonly RedactRule[] = [],
): PublishedNames {
  const { packages } = owned.graph
  const hiddenOwners = owned.owners.map((owner) => isHiddenOwner(owner, packages))
  const hidden = new Set(
    owned.owners
      .filter((owner, index) => hiddenOwners[index] && owner.kind !== 'unknown')
      .map((owner) => unversioned(owner.name)),
  )
  const shown = new Set<string>()
  for (const one of packages) {
    const names = isHidden(one) ? hidden : shown
    for (const name of [one.name, ...one.libraryNames, unversioned(one.purl)]) names.add(name)
  }
  const hiddenSymbols = new Set<string>()
  for (const frame of owned.frames) {
    if (hiddenOwners[frame.owner] === false) continue
    hiddenSymbols.add(frame.symbol).add(frame.function)
  }
  return {
    hidden: [...hidden],
    shown: [...shown].filter((name) => !hidden.has(name)),
    hiddenSymbols: [...hiddenSymbols],
    hiddenTexts: redact,
  }
}

/** Whether an owner's names may not be published; what nobody is known to have written may be ours. */
export function isHiddenOwner(owner: Owner, packages: readonly Package[]): boolean {
  const owning = owner.package === null ? undefined : packages[owner.package]
  switch (owner.kind) {
    case 'own':
      return true
    case 'dependency':
      return owning === undefined || isHidden(owning)
    case 'native':
      return owning === undefined ? !systemLibrary.test(owner.name) : isHidden(owning)
    case 'unknown':
      return true
    case 'standard-library':
    case 'runtime':
    case 'kernel':
      return false
  }
}
