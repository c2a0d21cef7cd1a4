import { type Frame, LIMITS, type Profile, StackTreeBuilder } from '../../profile/index.ts'

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
  const { length, parent, frame } = profile.tree
  // There are no more stacks than before, and no deeper ones, whichever limits the file was read with.
  const tree = new StackTreeBuilder({ ...LIMITS, stacks: length, 'stack-frames': 65_535 })
  const nodeOf = new Int32Array(length)
  for (let node = 1; node < length; node++) {
    nodeOf[node] = tree.child(nodeOf[parent[node] as number] as number, indexOf[frame[node] as number] as number)
  }
  const node = profile.samples.node.map((old) => nodeOf[old] as number)
  return { ...profile, frames, tree: tree.finish(), samples: { ...profile.samples, node } }
}
