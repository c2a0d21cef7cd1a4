/**
 * Where the kernel is entered: by system call, exception and interrupt, on x86 and arm64 (arch/x86/entry, arch/arm64/kernel/entry.S
 * of Linux 3 to 6), and at the start of its own threads.
 */
export const KERNEL_ENTRY =
  /^(?:entry_(?:SYSCALL|SYSENTER|INT80)_?|do_syscall_|system_call_fastpath|asm_(?:sysvec|exc|common_interrupt)|el[01]t?_\d*_?(?:sync|irq|svc)|invoke_syscall|__(?:x64|ia32|arm64)_sys_|ret_from_fork)/
