/** Where a native process, a thread, or a system call begins: nobody calls these. */
export const NATIVE_BEGINNINGS: ReadonlySet<string> = new Set([
  '_start',
  '__libc_start_main',
  '__libc_start_main_impl',
  '__libc_start_call_main',
  'start_thread',
  'thread_start',
  'clone',
  '__clone',
  'clone3',
  '__clone3',
  'ret_from_fork',
  'ret_from_fork_asm',
  'entry_SYSCALL_64_after_hwframe',
  'runtime.goexit',
  'runtime.goexit.abi0',
])
