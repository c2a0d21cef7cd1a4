import type { Profile } from '../profile/index.ts'

/**
 * Where the kernel is entered: by system call, exception and interrupt, on x86 and arm64 (arch/x86/entry, arch/arm64/kernel/entry.S
 * of Linux 3 to 6), and at the start of its own threads.
 */
const entry =
  /^(?:entry_(?:SYSCALL|SYSENTER|INT80)_?|do_syscall_|system_call_fastpath|asm_(?:sysvec|exc|common_interrupt)|el[01]t?_\d*_?(?:sync|irq|svc)|invoke_syscall|__(?:x64|ia32|arm64)_sys_|ret_from_fork)/

/**
 * The kernel's functions in a profile whose format does not mark them (a drawn flame graph, stacks collapsed without annotation):
 * the kernel never calls back, so what stands only below its entries is its own.
 *
 * @returns indices into `profile.frames`
 */
export function framesInKernel({ frames, tree }: Pick<Profile, 'frames' | 'tree'>): ReadonlySet<number> {
  const unmarked = frames.map(({ kind, file, object }) => kind === null && file === null && object === null)
  const isEntry = frames.map(({ name }, at) => unmarked[at] === true && entry.test(name))
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
