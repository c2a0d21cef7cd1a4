import type { Frame, Profile, StackTree } from '../../profile/index.ts'

/**
 * The profile with other frames in the place of some. Frames that become the same are one, and so are stacks.
 *
 * @param replaced parallel to `profile.frames`; null for a frame that stays
 */
export function replaceFrames(profile: Profile, replaced: readonly (Frame | null)[]): Profile {
  const frames: Frame[] = []
  const indices = new Map<string, number>()
  const indexOf = profile.frames.map((old, at) => {
    const frame = replaced[at] ?? old
    const { name, file, line, column = null, object, kind, inlined } = frame
    const key = JSON.stringify([name, file, line, column, object, kind, inlined])
    const known = indices.get(key) ?? frames.push(frame) - 1
    indices.set(key, known)
    return known
  })
  const { tree, nodeOf } = mergeStacks(profile.tree, indexOf, frames.length)
  const node = profile.samples.node.map((old) => nodeOf[old] as number)
  return { ...profile, frames, tree, samples: { ...profile.samples, node } }
}

/** @returns the tree in which each frame is called at most once by the same stack, and its node for each of the old ones */
function mergeStacks(
  { length, parent, frame }: StackTree,
  indexOf: readonly number[],
  frames: number,
): { tree: StackTree; nodeOf: Int32Array } {
  const nodeOf = new Int32Array(length)
  const known = new Map<number, number>()
  const parents = new Int32Array(length).fill(-1)
  const merged = new Int32Array(length).fill(-1)
  let count = 1
  for (let node = 1; node < length; node++) {
    const caller = nodeOf[parent[node] as number] as number
    const called = indexOf[frame[node] as number] as number
    const key = caller * frames + called
    const found = known.get(key) ?? count++
    known.set(key, found)
    parents[found] = caller
    merged[found] = called
    nodeOf[node] = found
  }
  return { tree: { length: count, parent: parents.slice(0, count), frame: merged.slice(0, count) }, nodeOf }
}
