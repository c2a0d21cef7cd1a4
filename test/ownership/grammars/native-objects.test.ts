import { describe, expect, it } from 'vitest'
import { kernel, sharedObjects } from '../../../src/ownership/grammars/native-objects.ts'
import type { PackageIndex } from '../../../src/ownership/types.ts'
import type { Frame } from '../../../src/profile/index.ts'
import { frameOf, indexOf } from './sample-graph.ts'

const empty = indexOf([])
const cpp = indexOf([
  {
    purl: 'pkg:deb/debian/libxml2@2.9.14',
    ecosystem: 'deb',
    name: 'libxml2',
    libraryNames: ['libxml2.so.2', 'xml2'],
  },
  {
    purl: 'pkg:deb/debian/libpcre2-8-0@10.42',
    ecosystem: 'deb',
    name: 'libpcre2-8-0',
    libraryNames: ['libpcre2-8.so.0'],
  },
  { purl: 'pkg:conan/spdlog@1.10.0', ecosystem: 'conan', name: 'spdlog', libraryNames: ['libspdlog'] },
])
const scripts = indexOf([{ purl: 'pkg:npm/express@4.21.0', ecosystem: 'npm', name: 'express' }])

function read(frame: Partial<Frame> & { readonly name: string }, index: PackageIndex = empty) {
  const stated = frameOf(frame)
  return kernel.read(stated, index) ?? sharedObjects.read(stated, index)
}

const lib = '/usr/lib/x86_64-linux-gnu'

describe('whose a frame is by its object', () => {
  // Objects as perf 6.1 prints them on Debian 12 (glibc 2.36), and as stackcollapse-perf.pl writes those without a symbol; those of glibc 2.31,
  // musl and libc++ by their packages' lists of files.
  const valid: [frame: Partial<Frame> & { name: string }, kind: string, owner: string, index?: PackageIndex][] = [
    [{ name: 'schedule.isra.0', object: '[kernel.kallsyms]' }, 'kernel', 'kernel'],
    [{ name: 'vmx_vcpu_run', object: '[guest.kernel.kallsyms]' }, 'kernel', 'kernel'],
    [{ name: 'futex_wait', kind: 'kernel' }, 'kernel', 'kernel'],
    [{ name: 'nf_hook', object: '[nf_tables]', kind: 'kernel' }, 'kernel', 'kernel'],
    [{ name: '__vdso_clock_gettime', object: '[vdso]' }, 'standard-library', 'vdso'],
    [{ name: '__vdso_clock_gettime', kind: 'kernel' }, 'standard-library', 'vdso'],
    [{ name: '[unknown]', object: 'linux-vdso.so.1' }, 'standard-library', 'vdso'],
    [{ name: 'epoll_wait', object: `${lib}/libc.so.6` }, 'standard-library', 'libc'],
    [{ name: '[unknown]', object: `${lib}/libc.so.6` }, 'standard-library', 'libc'],
    [{ name: 'malloc', object: '/lib/x86_64-linux-gnu/libc-2.31.so' }, 'standard-library', 'libc'],
    [{ name: 'malloc', object: '/lib/ld-musl-x86_64.so.1' }, 'standard-library', 'libc'],
    [{ name: 'malloc', object: '/lib/libc.musl-x86_64.so.1' }, 'standard-library', 'libc'],
    [{ name: 'pow', object: '/lib64/libm.so.6' }, 'standard-library', 'libm'],
    [{ name: 'pthread_mutex_lock', object: '/lib64/libpthread-2.31.so' }, 'standard-library', 'libpthread'],
    [{ name: 'do_lookup_x', object: '/lib64/ld-linux-x86-64.so.2' }, 'standard-library', 'ld-linux'],
    [{ name: 'do_lookup_x', object: '/lib/x86_64-linux-gnu/ld-2.31.so' }, 'standard-library', 'ld-linux'],
    [{ name: '_Unwind_Find_FDE', object: `${lib}/libgcc_s.so.1` }, 'standard-library', 'libgcc_s'],
    [{ name: '_ZNSt6localeC1Ev', object: `${lib}/libstdc++.so.6.0.30` }, 'standard-library', 'libstdc++'],
    [{ name: 'x', object: `${lib}/libc++abi.so.1` }, 'standard-library', 'libc++'],
    [{ name: 'x', object: '/opt/libstd-0123456789abcdef.so' }, 'standard-library', 'rust std'],
    [{ name: 'SSL_read', object: `${lib}/libssl.so.3` }, 'native', 'libssl.so.3'],
    [{ name: '[unknown]', object: `${lib}/libssl.so.3 (deleted)` }, 'native', 'libssl.so.3'],
    [{ name: 'memcpy', object: '/srv/app/plugins/libmalloc_trace.so' }, 'native', 'libmalloc_trace.so'],
    [{ name: '[libpcre2-8.so.0.11.2]' }, 'native', 'libpcre2-8.so.0.11.2'],
    [{ name: '[libpcre2-8.so.0.11.2]' }, 'dependency', 'pkg:deb/debian/libpcre2-8-0@10.42', cpp],
    [
      { name: 'xmlSAX2AttributeNs', object: `${lib}/libxml2.so.2.9.14` },
      'dependency',
      'pkg:deb/debian/libxml2@2.9.14',
      cpp,
    ],
    [{ name: 'x', object: '/opt/lib/libspdlog.so.1.10.0' }, 'dependency', 'pkg:conan/spdlog@1.10.0', cpp],
    [{ name: 'x', object: '/opt/lib/libspdlog_extra.so.1' }, 'native', 'libspdlog_extra.so.1', cpp],
    // As `nm libc.so.6` and perf name functions where a format has no objects.
    [{ name: '__libc_start_call_main' }, 'standard-library', 'libc'],
    [{ name: 'cfree@GLIBC_2.2.5' }, 'standard-library', 'libc'],
    [{ name: '__memmove_avx512_unaligned_erms' }, 'standard-library', 'libc'],
    [{ name: 'epoll_wait' }, 'standard-library', 'libc', scripts],
    [{ name: 'malloc' }, 'standard-library', 'libc', cpp],
  ]
  for (const [frame, kind, owner, index] of valid) {
    it(`gives ${frame.name} in ${frame.object ?? frame.kind ?? 'nothing'} to ${owner}`, () => {
      expect(read(frame, index)).toMatchObject({ owner: { kind, name: owner } })
    })
  }

  const foreign: [frame: Partial<Frame> & { name: string }, index?: PackageIndex][] = [
    [{ name: '[unknown]' }],
    [{ name: '[unknown]', object: '/srv/app/bin/app' }],
    [{ name: 'work', object: '/srv/app/libc.so.d/app' }],
    [{ name: 'work', object: '/srv/app/libc.sock' }],
    [{ name: 'work', object: '[heap]' }],
    [{ name: 'work', object: '.so' }],
    [{ name: 'select', file: '/srv/app/select.js' }],
    [{ name: 'clone' }, scripts],
    [{ name: 'select' }],
    [{ name: 'my_malloc_pool' }, cpp],
    [{ name: 'kernel_of_matrix' }],
  ]
  for (const [frame, index] of foreign) {
    it(`leaves ${frame.name} in ${frame.object ?? 'nothing'} to others`, () => expect(read(frame, index)).toBeNull())
  }

  it('shows what the compiler mangled and appended to no one', () => {
    expect(read({ name: 'schedule.isra.0', kind: 'kernel' })).toMatchObject({ function: 'schedule', mentions: [] })
    expect(read({ name: 'clock_gettime@@GLIBC_2.17', object: `${lib}/libc.so.6` })?.function).toBe('clock_gettime')
    expect(read({ name: '_ZNSt6vectorIiE9push_backEi', object: `${lib}/libstdc++.so.6` })?.function).toBe('push_back')
  })

  it('survives objects of any length', () => {
    for (const object of [
      '.so'.repeat(500_000),
      `a-1${'.1'.repeat(500_000)}.so`,
      '/'.repeat(1_000_000),
      `x.so${'.1'.repeat(500_000)}`,
    ]) {
      expect(() => read({ name: 'x', object })).not.toThrow()
    }
  })
})
