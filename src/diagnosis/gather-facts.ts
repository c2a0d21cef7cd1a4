import type { CarrierRule } from './carrier-rules.ts'
import { type Carrier, findCarriers } from './carriers.ts'
import { type ExpectedWork, findExpectedWork } from './expected-work.ts'
import { findHotExpression, findPatterns, type HotExpression, type HotPattern } from './expressions/index.ts'
import { findSelfWakes, type SelfWakes } from './find-self-wakes.ts'
import { classOfFrame, type FrameClass } from './frame-classes.ts'
import type { Measures } from './measure-owners.ts'
import { measureUnasked, type UnaskedShares } from './measure-unasked.ts'
import type { PackageSources } from './types.ts'

/** A function with its share of the weight. */
export interface FunctionShare {
  /** Index into the profile's frames; -1 where there is none. */
  readonly frame: number
  readonly share: number
}

/** Everything that the rules on shapes look at. Shares are of the on-CPU weight, 0 to 1. */
export interface Facts {
  readonly measures: Measures
  readonly carriers: ReadonlyMap<number, Carrier>
  readonly wakes: SelfWakes
  /** Leaf in the kernel. */
  readonly kernel: number
  /** Charged to carriers: what relaying cost, with the library and kernel calls that it made. */
  readonly relaying: number
  readonly unasked: UnaskedShares
  /** Work that was asked for and is slow by design, where it has most of the time. */
  readonly expected: ExpectedWork | null
  /** At least one frame of the class on the stack. */
  readonly classes: Readonly<Record<FrameClass, number>>
  /** Threads that were seen in a lock. */
  readonly threadsInLocks: number
  /** The function with the largest charged share. */
  readonly hottest: FunctionShare
  /** The function, of whoever is charged most or of the language, that is on the stack three times or more for the largest share. */
  readonly recursive: FunctionShare
  /** Hot expressions, largest first. */
  readonly patterns: readonly HotPattern[]
  /** Who runs the hottest of them, and in whose code they were written; null where they take little time. */
  readonly expression: HotExpression | null
}

/**
 * Derives the facts of one measured profile. Linear in the number of nodes and in the size of the sources.
 *
 * @param sources code in which hot expressions are looked for
 * @returns with measures in which a hot expression mentions the package that wrote it
 */
export function gatherFacts(
  measures: Measures,
  rules?: readonly CarrierRule[],
  sources: PackageSources = new Map(),
): Facts {
  const { owned } = measures
  const carriers = findCarriers(owned, rules)
  let relaying = 0
  for (const owner of carriers.keys()) relaying += measures.owners[owner]?.charged ?? 0
  const { classes, threadsInLocks } = measureClasses(measures)
  let kernel = 0
  for (const [index, owner] of owned.owners.entries()) {
    if (owner.kind === 'kernel') kernel += measures.owners[index]?.self ?? 0
  }
  const patterns = findPatterns(measures)
  const found = findHotExpression(measures, patterns, carriers, sources)
  return {
    measures: found?.measures ?? measures,
    carriers,
    wakes: findSelfWakes(measures, carriers),
    kernel,
    relaying,
    unasked: measureUnasked(measures),
    expected: findExpectedWork(measures),
    classes,
    threadsInLocks,
    hottest: largest(measures.frameCharged, measures.weight),
    recursive: largest(recursionOfMostCharged(measures, carriers), measures.weight),
    patterns,
    expression: found?.expression ?? null,
  }
}

/** A chain of handlers calls itself on every stack, whatever it is that takes the time below: only who has the time counts. */
function recursionOfMostCharged({ owned, owners, frameRecursive }: Measures, carriers: ReadonlyMap<number, Carrier>) {
  const most = owners.reduce(
    (best, { charged }, owner) => (!carriers.has(owner) && charged > (owners[best]?.charged ?? 0) ? owner : best),
    -1,
  )
  return frameRecursive.map((weight, index) => {
    const owner = owned.frames[index]?.owner ?? -1
    return owner === most || owned.owners[owner]?.kind === 'standard-library' ? weight : 0
  })
}

function largest(values: Float64Array, whole: number): FunctionShare {
  let frame = -1
  for (let index = 0; index < values.length; index += 1) {
    if ((values[index] as number) > (frame < 0 ? 0 : (values[frame] as number))) frame = index
  }
  return { frame, share: frame < 0 || whole <= 0 ? 0 : (values[frame] as number) / whole }
}

function measureClasses(measures: Measures) {
  const { owned, nodeSelf, weight } = measures
  const { tree, samples } = owned.profile
  const names: readonly FrameClass[] = ['lock', 'collection', 'allocation', 'exception', 'compilation']
  const sums = { lock: 0, collection: 0, allocation: 0, exception: 0, compilation: 0 }
  const bitOfFrame = owned.frames.map((frame) => {
    const owner = owned.owners[frame.owner]
    const found = owner ? classOfFrame(frame, owner) : null
    return found === null ? 0 : 1 << names.indexOf(found)
  })
  const onStack = new Uint8Array(tree.length)
  for (let node = 1; node < tree.length; node += 1) {
    const bits = (onStack[tree.parent[node] as number] as number) | (bitOfFrame[tree.frame[node] as number] as number)
    onStack[node] = bits
    if (bits === 0) continue
    for (const [bit, name] of names.entries()) if (bits & (1 << bit)) sums[name] += nodeSelf[node] as number
  }
  const threads = new Set<number>()
  for (let row = 0; row < samples.length; row += 1) {
    const inLock = ((onStack[samples.node[row] as number] as number) & 1) === 1
    if (samples.metric[row] === measures.metric && samples.idle[row] === 0 && inLock)
      threads.add(samples.thread[row] as number)
  }
  const classes = { ...sums }
  for (const name of names) classes[name] = weight > 0 ? sums[name] / weight : 0
  return { classes, threadsInLocks: threads.size }
}
