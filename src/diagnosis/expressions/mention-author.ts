import type { OwnedProfile, Owner } from '../../ownership/index.ts'
import type { Measures } from '../measure-owners.ts'

/** Measures in which the expressions that one owner runs mention the package in whose code they were written. */
export interface Mentioned {
  readonly measures: Measures
  /** Owner (index) that stands for that package; it need not have a frame. */
  readonly author: number
}

/**
 * Lets the frames of some expressions name their author, as the type arguments of a frame name packages.
 *
 * @param author index into the graph's packages
 * @param patterns sources of the expressions
 * @param share of the weight inside them, 0 to 1
 */
export function mentionAuthor(
  measures: Measures,
  author: number,
  patterns: ReadonlySet<string>,
  share: number,
): Mentioned {
  const { owned } = measures
  const known = owned.owners.findIndex((owner) => owner.package === author)
  const index = known < 0 ? owned.owners.length : known
  const added = known < 0 ? [ownerOf(owned, author)] : []
  const nothing = { self: 0, charged: 0, total: 0, mentioned: 0 }
  const mentioning: OwnedProfile = {
    ...owned,
    owners: [...owned.owners, ...added],
    frames: owned.frames.map((frame) =>
      frame.pattern !== null && patterns.has(frame.pattern)
        ? { ...frame, mentions: [{ package: author, depth: 1 }, ...frame.mentions] }
        : frame,
    ),
  }
  const owners = [...measures.owners, ...added.map(() => nothing)].map((shares, at) =>
    at === index ? { ...shares, mentioned: Math.min(1, shares.mentioned + share) } : shares,
  )
  return { measures: { ...measures, owned: mentioning, owners }, author: index }
}

function ownerOf({ graph }: OwnedProfile, index: number): Owner {
  const found = graph.packages[index]
  return { kind: found?.own ? 'own' : 'dependency', package: index, name: found?.purl ?? '' }
}
