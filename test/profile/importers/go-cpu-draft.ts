import type { PprofDraft } from './encode-pprof.ts'

/** A CPU profile as Go writes it: an inlined function, the kernel, and code without symbols. */
export const goCpu: PprofDraft = {
  types: [
    ['samples', 'count'],
    ['cpu', 'nanoseconds'],
  ],
  mappings: ['/srv/checkout', '[kernel.kallsyms]'],
  functions: [
    { name: 'main.main', file: '/srv/checkout/main.go', startLine: 12 },
    {
      name: 'github.com/acme/cart.(*Cart).Add',
      file: '/go/pkg/mod/github.com/acme/cart@v1.2.0/cart.go',
      startLine: 40,
    },
    { name: 'runtime.mapassign', file: '/usr/lib/go/src/runtime/map.go' },
    { name: 'do_syscall_64' },
  ],
  locations: [
    { functions: [1], mapping: 1 },
    { functions: [3, 2], mapping: 1 },
    { functions: [4], mapping: 2 },
    { functions: [], mapping: 1 },
  ],
  samples: [
    { stack: [2, 1], values: [3, 30_000_000] },
    { stack: [3, 2, 1], values: [1, 10_000_000] },
    { stack: [4, 1], values: [2, 20_000_000] },
  ],
  period: { type: 'cpu', unit: 'nanoseconds', value: 10_000_000 },
  durationNanoseconds: 5_000_000_000,
}
