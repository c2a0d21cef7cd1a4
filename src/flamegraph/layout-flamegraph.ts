import { HeadwaterError } from '../errors.ts'
import type { OwnedProfile, Owner } from '../ownership/index.ts'
import type { Metric } from '../profile/index.ts'
import { categoryOf } from './category-of.ts'
import { formatCount } from './format-weight.ts'
import { measureCulprit } from './measure-culprit.ts'
import { type MergedStacks, mergeStacks } from './merge-stacks.ts'
import { ownerLabel } from './owner-label.ts'
import { selectNodes } from './select-nodes.ts'
import { shareByCategory } from './share-by-category.ts'
import type { Category, FlamegraphLayout, FlamegraphNode, Highlight, LayoutLimits, Mark } from './types.ts'

/** A third of a pixel of 1,200, and no more than browsers, GitHub and people can take. */
export const defaultLimits: LayoutLimits = { maxNodes: 3_000, maxLevels: 128, minShare: 0.0003 }

/**
 * Lays a profile out as a flamegraph: equal stacks merged, idle samples left out, siblings from the heaviest to the
 * lightest (the picture reads from the left, and what is too narrow to draw leaves its gap at the right).
 * @param highlight whom to mark, and which metric to measure by
 * @returns the one layout that every renderer draws
 * @throws HeadwaterError `internal` where `highlight.metric` is not a metric of the profile
 */
export function layoutFlamegraph(
  owned: OwnedProfile,
  highlight: Highlight,
  limits: LayoutLimits = defaultLimits,
): FlamegraphLayout {
  return layoutStacks(mergeStacks(owned, highlight.metric), highlight, limits).layout
}

/** A layout, and beside it which merged node each of its nodes is. */
export interface TracedLayout {
  readonly layout: FlamegraphLayout
  readonly origins: readonly number[]
}

/** As `layoutFlamegraph`, of stacks that are merged already. */
export function layoutStacks(stacks: MergedStacks, highlight: Highlight, limits: LayoutLimits): TracedLayout {
  const { profile, owners } = stacks.owned
  const metric = profile.metrics[highlight.metric]
  if (metric === undefined) {
    const known = profile.metrics.length
    throw new HeadwaterError('internal', `flamegraph of metric ${highlight.metric} of a profile with ${known} metrics`)
  }
  const marks = markFrames(stacks.owned, highlight.culprit)
  const categories = owners.map((owner, index) => categoryOf(owner, index, highlight))
  const selection = selectNodes(stacks, limits)
  const { nodes, origins } = arrange(stacks, selection.kept, describer(stacks, marks, categories))
  const layout: FlamegraphLayout = {
    title: highlight.title,
    metric,
    weight: stacks.weight[0] as number,
    samples: stacks.samples,
    durationSeconds: profile.durationSeconds,
    format: profile.format,
    nodes,
    levels: 1 + nodes.reduce((deepest, node) => Math.max(deepest, node.depth), 0),
    legend: shareByCategory(stacks, categories),
    culprit: measureCulprit(stacks, highlight.culprit, marks),
    comparison: null,
    notes: [...selection.notes, ...noteUndrawable(stacks, metric)],
  }
  return { layout, origins }
}

/** How each frame of the profile is tied to the culprit. */
function markFrames(owned: OwnedProfile, culprit: number | null): readonly (Mark | null)[] {
  const culpritPackage = culprit === null ? null : (owned.owners[culprit]?.package ?? null)
  return owned.frames.map((frame) => {
    if (frame.owner === culprit) return 'culprit'
    const named = culpritPackage !== null && frame.mentions.some((mention) => mention.package === culpritPackage)
    return named ? 'named' : null
  })
}

/** What a node is, apart from where it stands. */
type Description = Omit<FlamegraphNode, 'parent' | 'depth' | 'start'>

function describer(stacks: MergedStacks, marks: readonly (Mark | null)[], categories: readonly Category[]) {
  const { frames, owners } = stacks.owned
  const labels = owners.map(ownerLabel)
  return (node: number): Description => {
    const weights = {
      weight: stacks.weight[node] as number,
      selfWeight: stacks.selfWeight[node] as number,
      change: null,
    }
    const index = stacks.frame[node] as number
    const frame = frames[index]
    if (frame === undefined) {
      return {
        ...weights,
        category: null,
        mark: null,
        symbol: 'all',
        functionName: 'all',
        ownerName: '',
        ownerLabel: '',
      }
    }
    return {
      ...weights,
      category: categories[frame.owner] as Category,
      mark: marks[index] as Mark | null,
      symbol: frame.symbol,
      functionName: frame.function,
      ownerName: (owners[frame.owner] as Owner).name,
      ownerLabel: labels[frame.owner] as string,
    }
  }
}

/** Puts the kept nodes in pre-order, each child right of its heavier siblings. */
function arrange(stacks: MergedStacks, kept: Uint8Array, describe: (node: number) => Description) {
  const childrenOf = sortChildren(stacks, kept)
  const nodes: FlamegraphNode[] = []
  const origins: number[] = []
  const waiting = [{ origin: 0, parent: -1, depth: 0, start: 0 }]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { origin, ...place } = next
    const parent = nodes.length
    nodes.push({ ...place, ...describe(origin) })
    origins.push(origin)
    let { start } = place
    const children = (childrenOf.get(origin) ?? []).map((child) => {
      const childPlace = { origin: child, parent, depth: place.depth + 1, start }
      start += stacks.weight[child] as number
      return childPlace
    })
    waiting.push(...children.reverse())
  }
  return { nodes, origins }
}

/** The kept children of each kept node, heaviest first. */
function sortChildren(stacks: MergedStacks, kept: Uint8Array): ReadonlyMap<number, number[]> {
  const childrenOf = new Map<number, number[]>()
  for (let node = 1; node < stacks.length; node++) {
    if (kept[node] === 0) continue
    const above = stacks.parent[node] as number
    const siblings = childrenOf.get(above)
    if (siblings === undefined) childrenOf.set(above, [node])
    else siblings.push(node)
  }
  const symbol = (node: number): string => stacks.owned.frames[stacks.frame[node] as number]?.symbol ?? ''
  const byWeight = (a: number, b: number): number =>
    (stacks.weight[b] as number) - (stacks.weight[a] as number) || (symbol(a) < symbol(b) ? -1 : 1)
  for (const siblings of childrenOf.values()) siblings.sort(byWeight)
  return childrenOf
}

function noteUndrawable(stacks: MergedStacks, metric: Metric): string[] {
  const notes: string[] = []
  if (stacks.weight[0] === 0) notes.push(`Nothing to draw: no sample of ${metric.name} that is not idle has weight.`)
  if (stacks.negativeRows > 0) {
    notes.push(`Stacks of negative weight (the profile is a delta) are not drawn: ${formatCount(stacks.negativeRows)}.`)
  }
  return notes
}
