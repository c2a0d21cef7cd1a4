import type { OwnedProfile } from './types.ts'

/** Work of a package whose version no lockfile states. */
export interface UnresolvedWork {
  readonly purl: string
  /** One clause: why the version is not known. */
  readonly reason: string
  /** Of the whole weight, from 0 to 1. */
  readonly share: number
}

/**
 * The packages of a profile whose version is left open, heaviest first. Private ones are left out.
 *
 * @param frameSelf self weight of each frame of the profile
 * @param weight of the whole profile, in the same unit
 */
export function listUnresolved(owned: OwnedProfile, frameSelf: ArrayLike<number>, weight: number): UnresolvedWork[] {
  const shares = new Map<number, number>()
  for (const [at, { owner }] of owned.frames.entries()) {
    const index = owned.owners[owner]?.package ?? null
    if (index !== null) shares.set(index, (shares.get(index) ?? 0) + (frameSelf[at] ?? 0) / weight)
  }
  const work = [...shares].flatMap(([index, share]) => {
    const { purl = '', unresolved, visibility } = owned.graph.packages[index] ?? {}
    return unresolved === undefined || visibility === 'private' ? [] : { purl, reason: unresolved, share }
  })
  return work.sort((a, b) => b.share - a.share)
}
