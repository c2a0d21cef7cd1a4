import type { OwnedProfile } from './types.ts'

/** Work of frames that nobody is known to own for one reason. */
export interface UnknownWork {
  /** What is known of its owner: a package without a lockfile, `unknown` where nothing is. */
  readonly name: string
  /** Why nobody owns it, and what would resolve it. */
  readonly reason: string
  /** Of the whole weight, from 0 to 1. */
  readonly share: number
  /** The heaviest of the frames. */
  readonly symbol: string
}

/**
 * What in a profile has no owner, heaviest first.
 *
 * @param frameSelf self weight of each frame of the profile
 * @param weight of the whole profile, in the same unit
 */
export function listUnknown(owned: OwnedProfile, frameSelf: ArrayLike<number>, weight: number): UnknownWork[] {
  const byReason = new Map<string, UnknownWork & { heaviest: number }>()
  for (const [at, { owner, reason, symbol }] of owned.frames.entries()) {
    const { kind, name } = owned.owners[owner] ?? { kind: 'unknown', name: 'unknown' }
    const self = frameSelf[at] ?? 0
    if (kind !== 'unknown' || self <= 0) continue
    const key = `${name} ${reason}`
    const known = byReason.get(key) ?? { name, reason, share: 0, symbol, heaviest: self }
    const isHeaviest = self > known.heaviest
    byReason.set(key, {
      ...known,
      share: known.share + self / weight,
      symbol: isHeaviest ? symbol : known.symbol,
      heaviest: isHeaviest ? self : known.heaviest,
    })
  }
  return [...byReason.values()].map(({ heaviest: _, ...work }) => work).sort((a, b) => b.share - a.share)
}
