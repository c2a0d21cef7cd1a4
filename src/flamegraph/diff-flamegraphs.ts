import { HeadwaterError } from '../errors.ts'
import type { OwnedProfile, Owner } from '../ownership/index.ts'
import { clipText } from './fit-text.ts'
import { formatCount, formatShare } from './format-weight.ts'
import { defaultLimits, layoutStacks } from './layout-flamegraph.ts'
import { type MergedStacks, mergeStacks } from './merge-stacks.ts'
import { ownerLabel } from './owner-label.ts'
import type { ChangeStep, FlamegraphLayout, Highlight, LayoutLimits } from './types.ts'

/** Differences below this share of the whole are noise of sampling: it is added to both sides of every ratio. */
const noiseShare = 0.005

/** How many vanished frames the note names. */
const namedVanished = 3

/**
 * Lays out a differential flamegraph: `after`'s stacks and widths, coloured by how their weight changed since `before`;
 * per second where both recordings tell how long they took, else by share. Stacks are the same where owners and symbols
 * are, from the root on.
 * @param highlight of `after`
 * @returns a layout with `comparison`, and a note on what vanished
 * @throws HeadwaterError `profile-unlike` where `before` has no such metric
 */
export function diffFlamegraphs(
  before: OwnedProfile,
  after: OwnedProfile,
  highlight: Highlight,
  limits: LayoutLimits = defaultLimits,
): FlamegraphLayout {
  const stacksAfter = mergeStacks(after, highlight.metric)
  const { layout, origins } = layoutStacks(stacksAfter, highlight, limits)
  const stacksBefore = mergeStacks(before, sameMetric(before, layout))
  const pairing = pairStacks(stacksBefore, stacksAfter)

  const durations = [before.profile.durationSeconds, after.profile.durationSeconds]
  const perSecond = durations.every((duration) => duration !== null && duration > 0)
  const wholeBefore = stacksBefore.weight[0] as number
  // A recording that was idle throughout has no weight to take shares of.
  const [divisorBefore, divisorAfter] = perSecond
    ? (durations as [number, number])
    : [wholeBefore || 1, layout.weight || 1]
  const noise = noiseShare * Math.max(wholeBefore / divisorBefore, layout.weight / divisorAfter) || 1

  const nodes = layout.nodes.map((node, index) => {
    const weightBefore = pairing.weightBefore[origins[index] as number] as number
    const ratio = (node.weight / divisorAfter + noise) / (weightBefore / divisorBefore + noise)
    return { ...node, change: { before: weightBefore, step: stepOf(ratio) } }
  })
  return {
    ...layout,
    nodes,
    comparison: {
      basis: perSecond ? 'per-second' : 'share',
      before: {
        weight: wholeBefore,
        samples: stacksBefore.samples,
        durationSeconds: before.profile.durationSeconds,
        format: before.profile.format,
      },
    },
    notes: [...noteVanished(stacksBefore, pairing.afterOf), ...layout.notes],
  }
}

function sameMetric(before: OwnedProfile, { metric }: FlamegraphLayout): number {
  const { metrics } = before.profile
  const index = metrics.findIndex(({ name, unit }) => name === metric.name && unit === metric.unit)
  if (index >= 0) return index
  const known = metrics
    .slice(0, 5)
    .map(({ name, unit }) => `${name} in ${unit}`)
    .join(', ')
  throw new HeadwaterError(
    'profile-unlike',
    `the earlier profile has no metric ${metric.name} in ${metric.unit}, only ${known}; compare recordings of one event`,
  )
}

/** For each node before, the same stack after (-1 where it is gone); for each node after, its weight before. */
function pairStacks(before: MergedStacks, after: MergedStacks) {
  const { frames, owners } = before.owned
  const nameAfter = frames.map((frame) => after.nameOf(owners[frame.owner] as Owner, frame.symbol))
  const afterOf = new Int32Array(before.length)
  const weightBefore = new Float64Array(after.length)
  weightBefore[0] = before.weight[0] as number
  for (let node = 1; node < before.length; node++) {
    const above = afterOf[before.parent[node] as number] as number
    const same = above < 0 ? -1 : after.childOf(above, nameAfter[before.frame[node] as number] as number)
    afterOf[node] = same
    if (same >= 0) weightBefore[same] = before.weight[node] as number
  }
  return { afterOf, weightBefore }
}

function stepOf(ratio: number): ChangeStep {
  const size = Math.abs(Math.log2(ratio))
  const step = size < Math.log2(1.25) ? 0 : size < 1 ? 1 : size < 2 ? 2 : 3
  return (ratio < 1 && step > 0 ? -step : step) as ChangeStep
}

function noteVanished(before: MergedStacks, afterOf: Int32Array): string[] {
  const roots: number[] = []
  let count = 0
  let weight = 0
  for (let node = 1; node < before.length; node++) {
    if ((afterOf[node] as number) >= 0) continue
    count++
    if ((afterOf[before.parent[node] as number] as number) < 0) continue
    roots.push(node)
    weight += before.weight[node] as number
  }
  if (count === 0) return []
  const share = (value: number): string => formatShare(value / (before.weight[0] as number))
  const heaviest = roots
    .sort((a, b) => (before.weight[b] as number) - (before.weight[a] as number))
    .slice(0, namedVanished)
  const names = heaviest.map((node) => {
    const frame = before.owned.frames[before.frame[node] as number]
    const owner = before.owned.owners[frame?.owner ?? -1] as Owner
    return `${ownerLabel(owner)} · ${clipText(frame?.function ?? '', 30)} ${share(before.weight[node] as number)}`
  })
  return [
    `Gone since before: ${formatCount(count)} frames with ${share(weight)} of its weight; most in ${names.join(', ')}.`,
  ]
}
