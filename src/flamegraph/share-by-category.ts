import type { MergedStacks } from './merge-stacks.ts'
import type { Category, FlamegraphLayout } from './types.ts'

const legendOrder: readonly Category[] = [
  'own',
  'culprit',
  'dependency',
  'carrier',
  'standard-library',
  'kernel',
  'other',
]

/**
 * How self weight is divided among the categories that occur. A stack without any frame counts as `other`.
 * @param categories the category of each owner
 */
export function shareByCategory(stacks: MergedStacks, categories: readonly Category[]): FlamegraphLayout['legend'] {
  const weights = new Map<Category, number>()
  for (let node = 0; node < stacks.length; node++) {
    const frame = stacks.owned.frames[stacks.frame[node] as number]
    const selfWeight = stacks.selfWeight[node] as number
    if (frame === undefined && selfWeight === 0) continue
    const category = frame === undefined ? 'other' : (categories[frame.owner] as Category)
    weights.set(category, (weights.get(category) ?? 0) + selfWeight)
  }
  return legendOrder.flatMap((category) => {
    const weight = weights.get(category)
    return weight === undefined ? [] : [{ category, share: weight / (stacks.weight[0] as number) }]
  })
}
