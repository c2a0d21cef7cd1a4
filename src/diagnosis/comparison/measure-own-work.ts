import type { Measures } from '../measure-owners.ts'
import { identityOf } from './owner-identity.ts'

/** What own code got done beside the trouble. */
export interface OwnWork {
  /** Charged to own code on stacks that the culprit is not on, in the metric's unit. */
  readonly weight: number
  readonly samples: number
}

/**
 * Measures the work of own code: the only thing in a CPU profile that tells how much was asked of a service. What own code
 * does within the culprit's stacks (a callback that it calls in a loop) belongs to the trouble and is left out.
 *
 * @param culprit identity of the culprit; null where it is no package
 */
export function measureOwnWork(measures: Measures, culprit: string | null): OwnWork {
  const { owned, nodeSelf, nodeSamples, nodeOwner, nodeAsker } = measures
  const { tree } = owned.profile
  const isOwn = Uint8Array.from(owned.owners, ({ kind }) => (kind === 'own' ? 1 : 0))
  const isCulprit = Uint8Array.from(owned.owners, (owner) => (identityOf(owned, owner) === culprit ? 1 : 0))
  const withCulprit = new Uint8Array(tree.length)
  let weight = 0
  let samples = 0
  for (let node = 1; node < tree.length; node += 1) {
    const owner = nodeOwner[node] as number
    withCulprit[node] = (withCulprit[tree.parent[node] as number] as number) | (isCulprit[owner] as number)
    const asker = nodeAsker[node] as number
    if (asker < 0 || isOwn[asker] !== 1 || withCulprit[node] === 1) continue
    weight += nodeSelf[node] as number
    samples += nodeSamples[node] as number
  }
  return { weight, samples }
}
