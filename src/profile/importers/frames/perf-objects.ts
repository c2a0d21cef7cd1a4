import type { FrameKind } from '../../types.ts'

/** Where Linux waits for work; `x86`, `arm64` and virtual machines have their own. */
const IDLE_LOOPS = new Set([
  'acpi_idle_do_entry',
  'acpi_idle_enter',
  'acpi_processor_ffh_cstate_enter',
  'acpi_safe_halt',
  'arch_cpu_idle',
  'arch_local_irq_enable_idle',
  'cpu_do_idle',
  'cpu_idle_poll',
  'cpu_startup_entry',
  'cpuidle_enter',
  'cpuidle_enter_state',
  'default_idle',
  'default_idle_call',
  'do_idle',
  'haltpoll_enter_idle',
  'intel_idle',
  'intel_idle_ibrs',
  'intel_idle_irq',
  'mwait_idle',
  'mwait_idle_with_hints',
  'native_halt',
  'native_safe_halt',
  'poll_idle',
  'psci_enter_idle_state',
  'pv_native_safe_halt',
  'xen_safe_halt',
])

/** Whether a function of the kernel runs only where a processor has nothing to do. */
export function isIdleLoop(name: string): boolean {
  const suffix = name.indexOf('.') // what the compiler adds: `intel_idle.constprop.0`
  return IDLE_LOOPS.has(suffix === -1 ? name : name.slice(0, suffix))
}

/**
 * What kind of code an object that perf names holds.
 *
 * @param object `/usr/lib/libc.so.6`, `[kernel.kallsyms]`, `[nf_tables]` (a module), `perf-4711.map`
 */
export function perfObjectKind(object: string): FrameKind {
  if (/^\[(?:vdso|vsyscall|heap|stack)\b.*\]$/.test(object)) return 'native'
  if (/^\[anon|^\/\/anon|^\/?memfd:|(?:^|\/)perf-\d+\.map$|(?:^|\/)jitted-\d+-\d+\.so$/.test(object)) return 'jit'
  if (/^\[.*\]$|^bpf_prog_|(?:^|\/)vmlinux[^/]*$|\.ko(?:\.(?:gz|xz|zst))?$/.test(object)) return 'kernel'
  return 'native'
}
