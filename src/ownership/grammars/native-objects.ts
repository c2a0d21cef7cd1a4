// Reads: frames that are known by the object they run in, whatever their symbol: the kernel, and shared libraries.
// Producers: perf script (`[kernel.kallsyms]`, `/usr/lib/x86_64-linux-gnu/libc.so.6`), pprof's mappings, and stackcollapse-perf.pl,
// which writes a function without a symbol as `[libpcre2-8.so.0.11.2]` and marks the kernel's with `_[k]`.
// Names of objects: https://man7.org/linux/man-pages/man8/ld.so.8.html (sonames), vdso(7).

import type { Frame } from '../../profile/index.ts'
import type { Ecosystem, FrameReading, Grammar, Owner, PackageIndex } from '../types.ts'
import { isLibcSymbol } from './native/libc-symbols.ts'
import { plainSymbol } from './native/plain-symbol.ts'
import { perGraph } from './per-graph.ts'

const kernelOwner: Owner = { kind: 'kernel', package: null, name: 'kernel' }

/** Ecosystems whose packages are shared libraries, known by `libraryNames`. */
const nativeEcosystems: readonly Ecosystem[] = ['conan', 'deb', 'generic']

const isCompiled = perGraph(
  ({ packages }) => packages.length > 0 && packages.every(({ ecosystem }) => ecosystem !== 'npm'),
)

/** The C and C++ languages' own libraries, by the object's name up to `.so`. */
const languageLibraries: ReadonlyMap<string, string> = new Map([
  ['libc', 'libc'],
  ['libm', 'libm'],
  ['libmvec', 'libm'],
  ['libpthread', 'libpthread'],
  ['librt', 'librt'],
  ['libdl', 'libdl'],
  ['libutil', 'libc'],
  ['libresolv', 'libc'],
  ['libanl', 'libc'],
  ['libgcc_s', 'libgcc_s'],
  ['libatomic', 'libgcc_s'],
  ['libstdc++', 'libstdc++'],
  ['libc++', 'libc++'],
  ['libc++abi', 'libc++'],
])

/**
 * The kernel. Code of the vDSO is the kernel's too but runs in user mode, called like a function of libc: it counts as standard
 * library, or a loop that only reads the clock would look as if it were bound by system calls.
 */
export const kernel: Grammar = {
  language: 'kernel',
  read(frame) {
    if (frame.name.startsWith('__vdso_') || isVdso(frame.object)) {
      return {
        owner: standardLibrary('vdso'),
        reason: "the kernel's vDSO, which runs in user mode",
        ...plainSymbol(frame.name),
      }
    }
    if (frame.kind === 'kernel') return { owner: kernelOwner, reason: 'marked as kernel', ...plainSymbol(frame.name) }
    if (frame.object === null || !/^\[(?:guest\.)?kernel(?:\.\w+)*\]$/.test(frame.object)) return null
    return { owner: kernelOwner, reason: `in ${frame.object}`, ...plainSymbol(frame.name) }
  },
}

/** Shared libraries, and functions of libc by name where the format has no objects. */
export const sharedObjects: Grammar = {
  language: 'shared object',
  read(frame, index) {
    const object = objectOf(frame)
    if (object !== null) return readObject(frame, object, index)
    if (frame.file !== null || !isLibcSymbol(frame.name)) return null
    // A script's own function can well be called `select` or `clone`.
    if (/^[a-z]+$/.test(frame.name) && !isCompiled(index)) return null
    return { owner: standardLibrary('libc'), reason: 'a name of the C library', ...plainSymbol(frame.name) }
  },
}

/** The object that a frame runs in, by path or by itself: stackcollapse-perf.pl has `[libz.so.1.2.13]` for a function without a name. */
function objectOf(frame: Frame): string | null {
  return frame.object ?? /^\[([^\]]+)\]$/.exec(frame.name)?.[1] ?? null
}

function readObject(frame: Frame, object: string, index: PackageIndex): FrameReading | null {
  const name = baseName(object)
  const stem = stemOf(name)
  if (stem === null) return null
  // Of an inlined function the object is only inferred from its neighbours; its own name is surer.
  if (frame.inlined && isLibcSymbol(frame.name)) {
    return { owner: standardLibrary('libc'), reason: 'a name of the C library', ...plainSymbol(frame.name) }
  }
  const language = languageLibrary(stem)
  if (language !== null) return { owner: standardLibrary(language), reason: `in ${name}`, ...plainSymbol(frame.name) }
  const found = packageOf(name, stem, index)
  if (found !== null) {
    return { owner: index.ownerOf(found), reason: `in ${name}, a library of this package`, ...plainSymbol(frame.name) }
  }
  const owner: Owner = { kind: 'native', package: null, name }
  return { owner, reason: `in ${name}, which no lockfile explains`, ...plainSymbol(frame.name) }
}

/** From the whole name to the barest, since lockfiles seldom know the patch version: `libxml2.so.2.9.14` to `libxml2.so.2` to `libxml2`. */
function packageOf(name: string, stem: string, index: PackageIndex): number | null {
  const versions = name
    .slice(stem.length + '.so'.length)
    .split('.')
    .slice(1, 5)
  const spellings = versions.map((_, count) => [stem, 'so', ...versions.slice(0, versions.length - count)].join('.'))
  // The ecosystem first: where two lockfiles explain one library, all its frames must have one owner.
  for (const ecosystem of nativeEcosystems) {
    for (const spelling of [name, ...spellings, `${stem}.so`, stem]) {
      const [found] = index.byLibrary(ecosystem, spelling)
      if (found !== undefined) return found
    }
  }
  return null
}

function baseName(object: string): string {
  return object.replace(/ \(deleted\)$/, '').replace(/^.*[/\\]/s, '')
}

/** `libc` of `libc.so.6`; null for what is no shared library. */
function stemOf(name: string): string | null {
  const end = name.lastIndexOf('.so')
  return end > 0 && /^(?:\.|$)/.test(name.slice(end + '.so'.length)) ? name.slice(0, end) : null
}

/** The language's library of that name, where it is one; musl is all of them in its loader. */
function languageLibrary(stem: string): string | null {
  if (/^(?:libc\.|ld-)musl-/.test(stem)) return 'libc'
  if (/^libstd-[0-9a-f]{16}$/.test(stem)) return 'rust std'
  // Before 2.34, glibc's files carried its own version: `libc-2.31.so`.
  const bare = stem.replace(/-\d+(?:\.\d+)*$/, '')
  return /^ld(?:-linux.*)?$/.test(bare) ? 'ld-linux' : (languageLibraries.get(bare) ?? null)
}

function isVdso(object: string | null): boolean {
  return (
    object === '[vdso]' || object === '[vsyscall]' || (object !== null && /^linux-(?:vdso|gate)/.test(baseName(object)))
  )
}

function standardLibrary(name: string): Owner {
  return { kind: 'standard-library', package: null, name }
}
