import { formatCount, formatRate, formatShare, formatWeight } from './format-weight.ts'
import type { Category, ChangeStep, FlamegraphLayout, FlamegraphNode, RecordingFacts } from './types.ts'

/** The categories in words, all that belongs to them taken together. */
export const categoryNames: Readonly<Record<Category, string>> = {
  own: 'own code',
  culprit: 'culprit',
  dependency: 'other dependencies',
  carrier: 'carriers',
  'standard-library': 'standard library, runtime',
  kernel: 'kernel',
  other: 'native, unknown',
}

/** What one owner of a category is. */
const categoryOfOne: Readonly<Record<Category, string>> = {
  own: 'own code',
  culprit: 'the culprit',
  dependency: 'a dependency',
  carrier: 'a carrier',
  'standard-library': 'standard library or runtime',
  kernel: 'operating system',
  other: 'native or unknown',
}

/** The steps of change in words; a step's bounds are those by which `diffFlamegraphs` chooses it. */
export const changeNames: Readonly<Record<ChangeStep, string>> = {
  [-3]: 'below 1/4',
  [-2]: '1/4 to 1/2',
  [-1]: '1/2 to 4/5',
  0: 'as before',
  1: '1.25 to 2 times',
  2: '2 to 4 times',
  3: 'above 4 times, or new',
}

/** The lines under the title: what was recorded, and when two are compared, both. */
export function describeRecordings(layout: FlamegraphLayout): string[] {
  const { comparison } = layout
  if (comparison === null) return [describeRecording(layout, layout)]
  return [`After: ${describeRecording(layout, layout)}`, `Before: ${describeRecording(layout, comparison.before)}`]
}

function describeRecording({ metric }: FlamegraphLayout, facts: RecordingFacts): string {
  const samples = `${formatCount(facts.samples)} samples`
  const measured =
    metric.unit === 'samples' || metric.unit === 'events'
      ? `${samples} of ${metric.name}`
      : `${samples}, ${formatWeight(facts.weight, metric.unit)} of ${metric.name}`
  const { durationSeconds } = facts
  if (durationSeconds === null || durationSeconds <= 0) return `${measured} (${facts.format})`
  const rate = formatRate(facts.weight / durationSeconds, metric)
  return `${measured} in ${formatWeight(durationSeconds * 1e9, 'nanoseconds')}: ${rate} (${facts.format})`
}

/** One sentence for readers who don't see the picture. */
export function describePicture(layout: FlamegraphLayout): string {
  const shares = layout.legend
    .map(({ category, share }) => `${categoryNames[category]} ${formatShare(share)}`)
    .join(', ')
  const { culprit } = layout
  const blame = culprit === null ? '' : `. Culprit: ${culprit.name}, on ${formatShare(culprit.total)} of the weight`
  const kind = layout.comparison === null ? 'Flamegraph' : 'Differential flamegraph'
  return `${kind}: ${layout.title}. ${describeRecordings(layout).join('. ')}. Self weight: ${shares}${blame}.`
}

/** What to say of one frame beside its symbol. */
export function describeNode(node: FlamegraphNode, layout: FlamegraphLayout): string[] {
  const measure = (weight: number): string => {
    if (weight === 0) return 'none'
    return `${formatShare(weight / layout.weight)} (${formatWeight(weight, layout.metric.unit)})`
  }
  const lines: string[] = []
  if (node.category !== null) lines.push(`${node.ownerName}: ${categoryOfOne[node.category]}`)
  lines.push(`total ${measure(node.weight)}, self ${measure(node.selfWeight)}`)
  if (node.mark === 'named') lines.push('names the culprit')
  if (node.change !== null) lines.push(describeChange(node, layout))
  return lines
}

function describeChange({ change, weight }: FlamegraphNode, layout: FlamegraphLayout): string {
  const { comparison } = layout
  if (change === null || comparison === null) return ''
  const amount = (value: number, facts: RecordingFacts): string =>
    comparison.basis === 'per-second'
      ? formatRate(value / (facts.durationSeconds ?? 1), layout.metric)
      : formatShare(value / (facts.weight || 1))
  return `before ${amount(change.before, comparison.before)}, after ${amount(weight, layout)}: ${changeNames[change.step]}`
}
