import type { OwnedFrame } from '../ownership/index.ts'
import type { Carrier } from './carriers.ts'
import type { Measures } from './measure-owners.ts'

/** A function that called the waker from within its own poll. */
export interface WakeCaller {
  /** Index into the profile's frames. */
  readonly frame: number
  /** Index into `OwnedProfile.owners`; null where the compiler may have inlined the guilty poll of another owner into it. */
  readonly owner: number | null
  /** Whether a poll of another owner could be inlined here, though it is not likely. */
  readonly doubtful: boolean
  /** Samples caught inside the waker under this caller. */
  readonly samples: number
}

/** Who asks to be polled again at once. */
export interface SelfWakes {
  /** Callers, most samples first. */
  readonly callers: readonly WakeCaller[]
  /** Sum over the callers. */
  readonly samples: number
  /** Samples left out since they were taken before the waker's frame was set up, when its caller is missing. */
  readonly withoutCaller: number
}

/** The functions of Rust's waker, https://doc.rust-lang.org/std/task/struct.RawWakerVTable.html; cloning and dropping one wakes nobody. */
const wakeFunctions: ReadonlySet<string> = new Set(['wake', 'wake_by_ref', 'wake_by_val'])

/** `<&mut T as Trait>::f` and its kin: an impl that only forwards to what the pointer points at. */
const throughPointer = /^<(?:&(?:mut )?|core::pin::Pin<&mut |alloc::boxed::Box<)/

/**
 * Finds the polls that wake their own task: a waker's function, of the language or of an executor, called from a `poll` or
 * below one by code that is no executor (a driver, a timer or `yield_now` wakes for a reason).
 *
 * The function directly above the waker is taken, even at 1 % of the profile: in a spin, the time is in what each empty poll
 * costs, and only the call of the waker shows who caused it. What is on the stack or named by types tells nothing: our own
 * stream below a foreign one gives the same stacks. Where the compiler may have inlined a poll of another owner into that
 * function, nobody is named (see `wakerAt`).
 */
export function findSelfWakes(measures: Measures, carriers: ReadonlyMap<number, Carrier>): SelfWakes {
  const { owned, nodeOwner, nodeSamplesBelow, nodeAtEntry } = measures
  const { tree } = owned.profile
  const frameAt = (node: number): OwnedFrame | undefined => owned.frames[tree.frame[node] as number]
  const isWake = (node: number): boolean => {
    if (node <= 0 || !wakeFunctions.has(frameAt(node)?.function ?? '')) return false
    const owner = nodeOwner[node] as number
    return owned.owners[owner]?.kind === 'standard-library' || carriers.get(owner)?.role === 'executor'
  }
  const wakerOfFrame = wakerAt(measures, carriers)

  const callers = new Map<number, WakeCaller>()
  let samples = 0
  let withoutCaller = 0
  for (let node = 1; node < tree.length; node += 1) {
    const caller = tree.parent[node] as number
    if (!isWake(node) || caller === 0 || isWake(caller) || !hasPollAbove(caller)) continue
    const frame = tree.frame[caller] as number
    const waker = wakerOfFrame(frame)
    if (waker === 'nobody') continue
    const missing = nodeAtEntry[node] as number
    const counted = (nodeSamplesBelow[node] as number) - missing
    withoutCaller += missing
    if (counted <= 0) continue
    callers.set(frame, { frame, ...waker, samples: (callers.get(frame)?.samples ?? 0) + counted })
    samples += counted
  }
  return { callers: [...callers.values()].sort((a, b) => b.samples - a.samples), samples, withoutCaller }

  function hasPollAbove(from: number): boolean {
    for (let node = from; node > 0; node = tree.parent[node] as number) {
      if (isPoll(frameAt(node)?.function ?? '')) return true
    }
    return false
  }
}

type Waker = Pick<WakeCaller, 'owner' | 'doubtful'> | 'nobody'

/**
 * Whose source code called the waker in a machine function. Besides the function's own, polls of its type arguments can be
 * inlined into it, down to the layers that stand as functions of their own elsewhere in the profile.
 * - A `poll` of its own type is believed: whoever writes one calls the waker in it.
 * - A carrier's or the language's function never wakes for itself, so the layers that it can hold are left: one owner is
 *   believed, several are not.
 * - Another function (`read`, an async block) that can hold a poll of somebody else is not believed.
 * Where the recording itself expands inlined functions (perf's DWARF call graphs), nothing is hidden in any.
 */
function wakerAt(measures: Measures, carriers: ReadonlyMap<number, Carrier>): (frame: number) => Waker {
  const { owned } = measures
  const ownerOfPackage = new Map(owned.owners.map((owner, index) => [owner.package, index]))
  const relays = (owner: number): boolean =>
    carriers.has(owner) || (owned.owners[owner]?.kind !== 'own' && owned.owners[owner]?.kind !== 'dependency')
  const standing = new Set(
    owned.frames
      .filter((frame) => /^poll_/.test(frame.function) && !throughPointer.test(frame.symbol))
      .map((frame) => frame.owner),
  )

  const expanded = owned.profile.frames.some((frame) => frame.inlined)

  /** Owners of the polls that can be inlined into a function, outermost first, each once. */
  const layersIn = (frame: OwnedFrame): number[] => {
    const layers: number[] = []
    if (expanded) return layers
    let closed = Number.POSITIVE_INFINITY
    for (const { package: index, depth } of frame.mentions) {
      const owner = ownerOfPackage.get(index)
      if (owner === undefined || relays(owner) || depth > closed) continue
      closed = Number.POSITIVE_INFINITY
      if (owner === frame.owner) continue
      if (standing.has(owner)) closed = depth
      else if (!layers.includes(owner)) layers.push(owner)
    }
    return layers
  }

  return (index) => {
    const frame = owned.frames[index]
    if (!frame) return 'nobody'
    const layers = layersIn(frame)
    if (relays(frame.owner)) {
      const first = frame.mentions[0] ? ownerOfPackage.get(frame.mentions[0].package) : undefined
      if (!isPoll(frame.function) || first === undefined) return 'nobody'
      if (throughPointer.test(frame.symbol) && !relays(first))
        return { owner: first, doubtful: layers.some((layer) => layer !== first) }
      return layers.length === 0
        ? 'nobody'
        : { owner: layers.length === 1 ? (layers[0] as number) : null, doubtful: true }
    }
    if (isPoll(frame.function)) return { owner: frame.owner, doubtful: layers.length > 0 }
    return { owner: layers.length === 0 ? frame.owner : null, doubtful: false }
  }
}

function isPoll(name: string): boolean {
  return name === 'poll' || name.startsWith('poll_')
}
