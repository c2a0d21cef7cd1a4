import type { Limits } from '../../limits.ts'
import { NamedStacks } from '../named-stacks/named-stacks.ts'
import { WeightTally } from '../named-stacks/weight-tally.ts'
import type { SvgBox } from './svg-boxes.ts'

/** The box below all others, which is no function. */
const ROOT_NAME = 'all'
/** How far a drawn place may be off: some write whole pixels, others one decimal. */
const TOLERANCE_WHOLE = 1
const TOLERANCE_DECIMAL = 0.15
/** How many narrow neighbours are tried for one that has room. */
const MOST_NEIGHBOURS = 64
/** Sums of decimals are not exact. */
const RELATIVE_ERROR = 1e-9

/** The stacks of a picture. */
export interface StackedBoxes {
  readonly stacks: NamedStacks
  /** By the indices in the stacks' tree. */
  readonly names: readonly string[]
  /** Of every box, what is its own. */
  readonly weights: WeightTally
  /** Boxes that stand upon no other. They are in no stack; what stands below the place keeps their weight. */
  readonly stray: readonly SvgBox[]
  /** What the root counts, and how much of it no box has for its own: rounded numbers do not add up. */
  readonly total: number
  readonly missing: number
}

/** A box in the tree. */
interface PlacedBox {
  readonly start: number
  readonly end: number
  readonly count: number
  readonly node: number
  /** What is left of the count when the boxes upon it have taken theirs: in the end, its own. */
  remaining: number
}

/**
 * Puts boxes upon each other, each one upon the box below its middle. Where narrow boxes crowd there, the one decides that has
 * enough of its count left.
 *
 * @param boxes in any order
 */
export function stackSvgBoxes(boxes: readonly SvgBox[], limits: Limits): StackedBoxes {
  const stacks = new NamedStacks(limits)
  const weights = new WeightTally()
  const indices = new Map<string, number>()
  const stray: SvgBox[] = []
  const tolerance = boxes.some(({ start, end }) => !Number.isInteger(start + end)) ? TOLERANCE_DECIMAL : TOLERANCE_WHOLE
  const levels = levelsFromRoot(boxes)
  const root = takeRoot(levels)
  const placed = [root]
  let below = [root]
  for (const level of levels) {
    const upon: PlacedBox[] = []
    let near = 0
    for (const box of level) {
      near = lastStartingBefore(below, middleOf(box), near)
      const parent = findParent(below, box, near, tolerance)
      if (parent === null) {
        stray.push(box)
        continue
      }
      parent.remaining -= box.count
      const index = indices.get(box.name) ?? indices.size
      indices.set(box.name, index)
      const placedBox = { ...box, node: stacks.tree.child(parent.node, index), remaining: box.count }
      placed.push(placedBox)
      upon.push(placedBox)
    }
    below = upon
  }
  let missing = root.count
  for (const { node, count, remaining } of placed) {
    if (remaining <= RELATIVE_ERROR * count) continue
    stacks.add(node, remaining)
    weights.add(remaining)
    missing -= remaining
  }
  return { stacks, names: [...indices.keys()], weights, stray, total: root.count, missing }
}

/** Boxes by height, from left to right, the outermost callers first: at the bottom, or at the top of an inverted chart. */
function levelsFromRoot(boxes: readonly SvgBox[]): SvgBox[][] {
  const byPlace = new Map<number, SvgBox[]>()
  for (const box of boxes) {
    const level = byPlace.get(box.y)
    if (level === undefined) byPlace.set(box.y, [box])
    else level.push(box)
  }
  const downwards = [...byPlace].sort(([a], [b]) => a - b).map(([, level]) => level.sort((a, b) => a.start - b.start))
  const [top, bottom] = [downwards[0] ?? [], downwards.at(-1) ?? []]
  const isInverted = isRoot(top) || (!isRoot(bottom) && sumOf(top) > sumOf(bottom))
  return isInverted ? downwards : downwards.reverse()
}

/** Takes the box `all` away and makes it the tree's root; where there is none, a root that holds the first level. */
function takeRoot(levels: SvgBox[][]): PlacedBox {
  const first = levels[0] ?? []
  const count = sumOf(first)
  if (isRoot(first)) levels.shift()
  return { start: Number.NEGATIVE_INFINITY, end: Number.POSITIVE_INFINITY, count, node: 0, remaining: count }
}

function isRoot(level: readonly SvgBox[]): boolean {
  return level.length === 1 && level[0]?.name === ROOT_NAME
}

function sumOf(boxes: readonly SvgBox[]): number {
  return boxes.reduce((sum, { count }) => sum + count, 0)
}

function lastStartingBefore(boxes: readonly PlacedBox[], place: number, from: number): number {
  let index = from
  while (index + 1 < boxes.length && (boxes[index + 1] as PlacedBox).start <= place) index++
  return index
}

/** Where no box has enough left, the count was rounded, and the first one in place takes it all the same. */
function findParent(below: readonly PlacedBox[], box: SvgBox, near: number, tolerance: number): PlacedBox | null {
  const middle = middleOf(box)
  let crowded: PlacedBox | null = null
  for (let distance = 0; distance <= MOST_NEIGHBOURS; distance++) {
    for (const parent of [below[near - distance], below[near + distance]]) {
      if (parent === undefined || middle < parent.start - tolerance || middle > parent.end + tolerance) continue
      if (box.count <= parent.remaining + RELATIVE_ERROR * parent.count) return parent
      if (box.count <= parent.count) crowded ??= parent
    }
  }
  return crowded
}

function middleOf({ start, end }: SvgBox): number {
  return (start + end) / 2
}
