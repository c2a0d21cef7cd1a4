import type { OwnedProfile, Owner } from '../ownership/index.ts'

/**
 * A profile's stacks for one metric, idle samples left out, with equal stacks merged: two nodes under one parent never
 * have the same owner and symbol. Node 0 is the root; a parent's index is smaller than its children's.
 */
export interface MergedStacks {
  readonly owned: OwnedProfile
  readonly length: number
  readonly parent: Int32Array
  /** Index into `OwnedProfile.frames`; -1 for the root. */
  readonly frame: Int32Array
  readonly selfWeight: Float64Array
  readonly weight: Float64Array
  /** How many samples are in it. */
  readonly samples: number
  /** Rows of negative weight (of a delta), which can't be drawn and were left out. */
  readonly negativeRows: number
  /** The number that stands for an owner and a symbol, or -1 where no frame has both. */
  nameOf(owner: Owner, symbol: string): number
  /** The child of a node by such a number, or -1. */
  childOf(node: number, name: number): number
}

/** @param metric index into `Profile.metrics` */
export function mergeStacks(owned: OwnedProfile, metric: number): MergedStacks {
  const { tree } = owned.profile
  const own = sumSamples(owned, metric)
  const subtree = addUpSubtrees(own.weight, tree.parent, tree.length)
  const names = nameFrames(owned)

  const parent = new Int32Array(tree.length)
  const frame = new Int32Array(tree.length)
  const selfWeight = new Float64Array(tree.length)
  const mergedOf = new Int32Array(tree.length)
  const children = new Map<number, number>()
  const key = (node: number, name: number): number => node * names.count + name

  parent[0] = frame[0] = -1
  selfWeight[0] = own.weight[0] ?? 0
  let length = 1
  for (let node = 1; node < tree.length; node++) {
    if ((subtree[node] as number) <= 0) continue
    const above = mergedOf[tree.parent[node] as number] as number
    const here = tree.frame[node] as number
    const childKey = key(above, names.ofFrame[here] as number)
    let merged = children.get(childKey)
    if (merged === undefined) {
      merged = length++
      children.set(childKey, merged)
      parent[merged] = above
      frame[merged] = here
    }
    mergedOf[node] = merged
    selfWeight[merged] = (selfWeight[merged] as number) + (own.weight[node] as number)
  }

  return {
    owned,
    length,
    parent: parent.subarray(0, length),
    frame: frame.subarray(0, length),
    selfWeight: selfWeight.subarray(0, length),
    weight: addUpSubtrees(selfWeight, parent, length),
    samples: own.samples,
    negativeRows: own.negativeRows,
    nameOf: (owner, symbol) => names.find(owner, symbol),
    childOf: (node, name) => (name < 0 ? -1 : (children.get(key(node, name)) ?? -1)),
  }
}

function sumSamples(owned: OwnedProfile, metric: number) {
  const { samples: table, tree } = owned.profile
  const weight = new Float64Array(tree.length)
  let samples = 0
  let negativeRows = 0
  for (let row = 0; row < table.length; row++) {
    if (table.metric[row] !== metric || table.idle[row] === 1) continue
    const value = table.weight[row] as number
    if (value < 0) {
      negativeRows++
      continue
    }
    const node = table.node[row] as number
    weight[node] = (weight[node] as number) + value
    samples += table.count[row] as number
  }
  return { weight, samples, negativeRows }
}

/** Relies on a parent's index being smaller than its children's. */
function addUpSubtrees(selfWeight: Float64Array, parent: Int32Array, length: number): Float64Array {
  const total = selfWeight.slice(0, length)
  for (let node = length - 1; node > 0; node--) {
    const above = parent[node] as number
    total[above] = (total[above] as number) + (total[node] as number)
  }
  return total
}

/** Numbers the distinct pairs of owner and symbol. */
function nameFrames(owned: OwnedProfile) {
  const numbers = new Map<string, number>()
  const text = (owner: Owner, symbol: string): string => `${owner.kind}\n${owner.name}\n${symbol}`
  const ofFrame = Int32Array.from(owned.frames, (frame) => {
    const name = text(owned.owners[frame.owner] as Owner, frame.symbol)
    const number = numbers.get(name) ?? numbers.size
    numbers.set(name, number)
    return number
  })
  return {
    ofFrame,
    count: Math.max(1, numbers.size),
    find: (owner: Owner, symbol: string): number => numbers.get(text(owner, symbol)) ?? -1,
  }
}
