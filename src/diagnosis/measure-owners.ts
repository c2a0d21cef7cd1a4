import type { OwnedProfile } from '../ownership/index.ts'

/** Shares of the on-CPU weight, each from 0 to 1. */
export interface OwnerShares {
  /** The owner's frame is the leaf. */
  readonly self: number
  /** Self, and the leaf time of library, runtime, kernel and unknown frames that this owner asked for. */
  readonly charged: number
  /** The owner has at least one frame on the stack. */
  readonly total: number
  /** At least one frame on the stack names the owner's package without belonging to it. */
  readonly mentioned: number
}

/**
 * What the rules of diagnosis count with: one metric of an owned profile, idle samples left out.
 * Columns named `node…` run parallel to the stack tree, `frame…` to the frames; weights are in the metric's unit.
 */
export interface Measures {
  readonly owned: OwnedProfile
  readonly metric: number
  readonly weight: number
  readonly samples: number
  /** Share of all samples, idle ones included, that are idle; 0 to 1. */
  readonly idle: number
  readonly nodeSelf: Float64Array
  readonly nodeTotal: Float64Array
  /** Samples whose leaf is this node, and those of them taken before the leaf's frame was set up. */
  readonly nodeSamples: Float64Array
  readonly nodeAtEntry: Float64Array
  /** Samples on this node or below it. */
  readonly nodeSamplesBelow: Float64Array
  /** Owner (index) of the node's frame; -1 for the root. */
  readonly nodeOwner: Int32Array
  /** Owner that is charged with the leaf time of the node: the nearest one, from the node upwards, that can ask for work; -1 for none. */
  readonly nodeAsker: Int32Array
  /** The frame (index) of that asking owner; -1 for none. */
  readonly nodeAskingFrame: Int32Array
  readonly frameSelf: Float64Array
  readonly frameTotal: Float64Array
  /** Self, and the leaf time of library, runtime and unknown frames whose nearest asking frame this is; the kernel's computes nothing. */
  readonly frameCharged: Float64Array
  /** Weight of the stacks on which a named frame of own code, a package or the language is three times or more. */
  readonly frameRecursive: Float64Array
  /** Parallel to `owned.owners`. */
  readonly owners: readonly OwnerShares[]
  /** Share of the weight whose leaf has no owner. */
  readonly unknown: number
}

/** Whether an owner of this kind asks for work, or has it asked of it. */
export function isAsker(owned: OwnedProfile, owner: number): boolean {
  switch (owned.owners[owner]?.kind) {
    case 'own':
    case 'dependency':
    case 'native':
      return true
    default:
      return false
  }
}

/**
 * Adds up a metric over the stack tree. Linear in the number of nodes; recursion counts once.
 *
 * @param metric index into the profile's metrics
 */
export function measureOwners(owned: OwnedProfile, metric: number): Measures {
  const { tree, frames, samples } = owned.profile
  const nodeSelf = new Float64Array(tree.length)
  const nodeSamples = new Float64Array(tree.length)
  const nodeAtEntry = new Float64Array(tree.length)
  let idleSamples = 0
  for (let row = 0; row < samples.length; row += 1) {
    if (samples.metric[row] !== metric) continue
    const count = samples.count[row] as number
    if (samples.idle[row] === 1) {
      idleSamples += count
      continue
    }
    const node = samples.node[row] as number
    nodeSelf[node] = (nodeSelf[node] as number) + (samples.weight[row] as number)
    nodeSamples[node] = (nodeSamples[node] as number) + count
    nodeAtEntry[node] = (nodeAtEntry[node] as number) + (samples.atEntry[row] as number)
  }
  const nodeTotal = sumSubtrees(nodeSelf, tree.parent)
  const nodeSamplesBelow = sumSubtrees(nodeSamples, tree.parent)
  const weight = nodeTotal[0] as number
  const onCpu = nodeSamplesBelow[0] as number

  const nodeOwner = new Int32Array(tree.length).fill(-1)
  const nodeAsker = new Int32Array(tree.length).fill(-1)
  const nodeAskingFrame = new Int32Array(tree.length).fill(-1)
  const frameSelf = new Float64Array(frames.length)
  const frameCharged = new Float64Array(frames.length)
  let unknown = 0
  const self = new Float64Array(owned.owners.length)
  const charged = new Float64Array(owned.owners.length)
  for (let node = 1; node < tree.length; node += 1) {
    const frame = tree.frame[node] as number
    const owner = owned.frames[frame]?.owner ?? -1
    const asks = isAsker(owned, owner)
    const above = tree.parent[node] as number
    const asker = asks ? owner : (nodeAsker[above] as number)
    const askingFrame = asks ? frame : (nodeAskingFrame[above] as number)
    const own = nodeSelf[node] as number
    nodeOwner[node] = owner
    nodeAsker[node] = asker
    nodeAskingFrame[node] = askingFrame
    frameSelf[frame] = (frameSelf[frame] as number) + own
    self[owner] = (self[owner] as number) + own
    if (asker >= 0) {
      charged[asker] = (charged[asker] as number) + own
      if (owned.owners[owner]?.kind !== 'kernel')
        frameCharged[askingFrame] = (frameCharged[askingFrame] as number) + own
    }
    if (owned.owners[owner]?.kind === 'unknown') unknown += own
  }
  const { frameTotal, frameRecursive, ownerTotal, mentioned } = sumOncePerStack(owned, nodeOwner, nodeTotal)
  const share = (value: number | undefined): number => (weight > 0 ? (value ?? 0) / weight : 0)
  return {
    owned,
    metric,
    weight,
    samples: onCpu,
    idle: onCpu + idleSamples > 0 ? idleSamples / (onCpu + idleSamples) : 0,
    nodeSelf,
    nodeTotal,
    nodeSamples,
    nodeAtEntry,
    nodeSamplesBelow,
    nodeOwner,
    nodeAsker,
    nodeAskingFrame,
    frameSelf,
    frameTotal,
    frameCharged,
    frameRecursive,
    owners: owned.owners.map((owner, index) => ({
      self: share(self[index]),
      charged: share(charged[index]),
      total: share(ownerTotal[index]),
      mentioned: owner.package === null ? 0 : share(mentioned[owner.package]),
    })),
    unknown: share(unknown),
  }
}

function sumSubtrees(own: Float64Array, parent: Int32Array): Float64Array {
  const total = Float64Array.from(own)
  for (let node = own.length - 1; node > 0; node -= 1) {
    const above = parent[node] as number
    total[above] = (total[above] as number) + (total[node] as number)
  }
  return total
}

/** Walks the tree depth first with a counter for each frame, owner and package on the stack, so that each counts once a stack. */
function sumOncePerStack(owned: OwnedProfile, nodeOwner: Int32Array, nodeTotal: Float64Array) {
  const { tree } = owned.profile
  const { firstChild, nextSibling } = linkChildren(tree.parent)
  const frameTotal = new Float64Array(owned.frames.length)
  const frameRecursive = new Float64Array(owned.frames.length)
  const ownerTotal = new Float64Array(owned.owners.length)
  const mentioned = new Float64Array(owned.graph.packages.length)
  const named = Uint8Array.from(owned.frames, ({ owner, symbol }) =>
    owned.owners[owner]?.kind === 'unknown' || /^\[.*\]$/.test(symbol) ? 0 : 1,
  )
  const framesOnStack = new Uint32Array(owned.frames.length)
  const ownersOnStack = new Uint32Array(owned.owners.length)
  const mentionsOnStack = new Uint32Array(owned.graph.packages.length)

  const enter = (totals: Float64Array, onStack: Uint32Array, key: number, weight: number): void => {
    if (onStack[key] === 0) totals[key] = (totals[key] as number) + weight
    onStack[key] = (onStack[key] as number) + 1
  }
  const leave = (onStack: Uint32Array, key: number): void => {
    onStack[key] = (onStack[key] as number) - 1
  }
  const visit = (node: number, entering: boolean): void => {
    const frame = tree.frame[node] as number
    const owner = nodeOwner[node] as number
    const weight = nodeTotal[node] as number
    if (entering) {
      if (framesOnStack[frame] === 2 && named[frame] === 1)
        frameRecursive[frame] = (frameRecursive[frame] as number) + weight
      enter(frameTotal, framesOnStack, frame, weight)
      enter(ownerTotal, ownersOnStack, owner, weight)
    } else {
      leave(framesOnStack, frame)
      leave(ownersOnStack, owner)
    }
    for (const mention of owned.frames[frame]?.mentions ?? []) {
      if (entering) enter(mentioned, mentionsOnStack, mention.package, weight)
      else leave(mentionsOnStack, mention.package)
    }
  }

  let node = firstChild[0] as number
  while (node > 0) {
    visit(node, true)
    const child = firstChild[node] as number
    if (child > 0) {
      node = child
      continue
    }
    while (node > 0) {
      visit(node, false)
      const sibling = nextSibling[node] as number
      if (sibling > 0) {
        node = sibling
        break
      }
      node = tree.parent[node] as number
    }
  }
  return { frameTotal, frameRecursive, ownerTotal, mentioned }
}

function linkChildren(parent: Int32Array): { firstChild: Int32Array; nextSibling: Int32Array } {
  const firstChild = new Int32Array(parent.length)
  const nextSibling = new Int32Array(parent.length)
  for (let node = parent.length - 1; node > 0; node -= 1) {
    const above = parent[node] as number
    nextSibling[node] = firstChild[above] as number
    firstChild[above] = node
  }
  return { firstChild, nextSibling }
}
