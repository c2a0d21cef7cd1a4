import type { OwnedProfile } from '../ownership/index.ts'
import { ownerLabel } from './owner-label.ts'

/** More changes of owner than this on one stack are recursion, and would only make the line longer. */
const maxFrames = 200

/** A node's stack, folded. */
interface FoldedStack {
  readonly path: string
  readonly frames: number
  readonly leaf: string
}

/**
 * Folds a profile's stacks by owner: each frame becomes its owner's short name, equal neighbours one. Shows in a few
 * lines who calls whom.
 * @param metric index into `Profile.metrics`
 * @returns lines of the folded format, `edge-proxy;tokio;tracing 2004008`, in the metric's unit, heaviest first
 */
export function foldByOwner(owned: OwnedProfile, metric: number): string[] {
  const { samples } = owned.profile
  const stacks = foldStacks(owned)
  const weights = new Map<string, number>()
  for (let row = 0; row < samples.length; row++) {
    if (samples.metric[row] !== metric || samples.idle[row] === 1) continue
    const { path } = stacks[samples.node[row] as number] as FoldedStack
    weights.set(path, (weights.get(path) ?? 0) + (samples.weight[row] as number))
  }
  return [...weights]
    .filter(([path, weight]) => path !== '' && weight > 0)
    .sort(([pathA, a], [pathB, b]) => b - a || (pathA < pathB ? -1 : 1))
    .map(([path, weight]) => `${path} ${Math.round(weight)}`)
}

/** The folded stack of each node of the profile's tree. */
function foldStacks({ profile, owners, frames }: OwnedProfile): FoldedStack[] {
  // Only the semicolon and line ends mean something in the folded format.
  const labels = owners.map((owner) => ownerLabel(owner).replace(/[;\p{Cc}\p{Zl}\p{Zp}]/gu, ':'))
  const stacks: FoldedStack[] = [{ path: '', frames: 0, leaf: '' }]
  for (let node = 1; node < profile.tree.length; node++) {
    const above = stacks[profile.tree.parent[node] as number] as FoldedStack
    const leaf = labels[frames[profile.tree.frame[node] as number]?.owner ?? -1] ?? '?'
    const path = above.path === '' ? leaf : `${above.path};${leaf}`
    const same = leaf === above.leaf || above.frames === maxFrames
    stacks.push(same ? above : { path, frames: above.frames + 1, leaf })
  }
  return stacks
}
