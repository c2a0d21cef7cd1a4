import { KERNEL_ENTRY, type Profile } from '../profile/index.ts'

/**
 * The kernel's functions in a profile whose format does not mark them (a drawn flame graph, stacks collapsed without annotation):
 * the kernel never calls back, so what stands only below its entries is its own.
 *
 * @returns indices into `profile.frames`
 */
export function framesInKernel({ frames, tree }: Pick<Profile, 'frames' | 'tree'>): ReadonlySet<number> {
  const unmarked = frames.map(({ kind, file, object }) => kind === null && file === null && object === null)
  const isEntry = frames.map(({ name }, at) => unmarked[at] === true && KERNEL_ENTRY.test(name))
  if (!isEntry.includes(true)) return new Set()
  const inKernel = new Uint8Array(tree.length)
  const found = new Set<number>()
  const elsewhere = new Set<number>()
  for (let node = 1; node < tree.length; node++) {
    const frame = tree.frame[node] as number
    const isBelow = isEntry[frame] === true || inKernel[tree.parent[node] as number] === 1
    if (isBelow) inKernel[node] = 1
    if (isBelow && unmarked[frame] === true) found.add(frame)
    else elsewhere.add(frame)
  }
  for (const frame of elsewhere) found.delete(frame)
  return found
}
