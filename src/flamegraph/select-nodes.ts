import { formatCount, formatShare } from './format-weight.ts'
import type { MergedStacks } from './merge-stacks.ts'
import type { LayoutLimits } from './types.ts'

/** Which nodes are drawn, and what to tell about the others. */
export interface Selection {
  /** 1 for the nodes that are drawn; where a node is, its parent is. */
  readonly kept: Uint8Array
  readonly notes: readonly string[]
}

const drawn = 1
const tooNarrow = 2
const tooDeep = 3

/**
 * Chooses the nodes that are worth drawing: those that are wide enough and not too deep, and of these the heaviest.
 * What is left out is counted and weighed, never dropped in silence.
 */
export function selectNodes(stacks: MergedStacks, limits: LayoutLimits): Selection {
  const state = new Uint8Array(stacks.length)
  const depth = new Int32Array(stacks.length)
  const least = (stacks.weight[0] as number) * limits.minShare
  const candidates: number[] = []
  state[0] = drawn
  for (let node = 1; node < stacks.length; node++) {
    const above = stacks.parent[node] as number
    depth[node] = (depth[above] as number) + 1
    if (state[above] !== drawn) state[node] = state[above] as number
    else if ((depth[node] as number) >= limits.maxLevels) state[node] = tooDeep
    else if ((stacks.weight[node] as number) < least) state[node] = tooNarrow
    else {
      state[node] = drawn
      candidates.push(node)
    }
  }
  dropLightest(stacks, candidates, limits.maxNodes - 1, state)
  return { kept: state.map((value) => (value === drawn ? 1 : 0)), notes: describeHidden(stacks, state, limits) }
}

/** Ties go to the smaller index, so that a parent, never lighter than its child, is never dropped before it. */
function dropLightest(stacks: MergedStacks, candidates: number[], maxCount: number, state: Uint8Array): void {
  if (candidates.length <= maxCount) return
  const weight = (node: number): number => stacks.weight[node] as number
  candidates.sort((a, b) => weight(b) - weight(a) || a - b)
  for (const node of candidates.slice(maxCount)) state[node] = tooNarrow
}

function describeHidden(stacks: MergedStacks, state: Uint8Array, limits: LayoutLimits): string[] {
  const hidden = { [tooNarrow]: { count: 0, weight: 0 }, [tooDeep]: { count: 0, weight: 0 } }
  for (let node = 1; node < stacks.length; node++) {
    const why = state[node]
    if (why !== tooNarrow && why !== tooDeep) continue
    hidden[why].count++
    if (state[stacks.parent[node] as number] === drawn) hidden[why].weight += stacks.weight[node] as number
  }
  const share = (weight: number): string => formatShare(weight / (stacks.weight[0] as number))
  const notes: string[] = []
  const { [tooNarrow]: narrow, [tooDeep]: deep } = hidden
  if (narrow.count > 0) {
    notes.push(
      `${formatCount(narrow.count)} narrow frames are not drawn; they hold ${share(narrow.weight)} of the weight.`,
    )
  }
  if (deep.count > 0) {
    notes.push(
      `Stacks are drawn to a depth of ${limits.maxLevels - 1} frames; ${formatCount(deep.count)} frames above it, ` +
        `with ${share(deep.weight)} of the weight, are not.`,
    )
  }
  return notes
}
