/*
 * C and C++ frames of perf, pprof and collapsed stacks: symbols of GCC and Clang, mangled or not, in the service's own executable
 * (shared libraries are known by their object, and read before). Header-only and statically linked libraries are known by
 * their namespace, or in C by their prefix.
 */

import type { Frame } from '../../profile/index.ts'
import type { FrameReading, Grammar, Mention, Owner, PackageIndex } from '../types.ts'
import { type CppSymbol, parseCppSymbol, withoutAdditions } from './cpp/cpp-symbol.ts'
import { demangleCpp, isMangledCpp } from './cpp/demangle-cpp.ts'
import { hasCppLockfile, packageOfNamespace, packageOfPrefix } from './cpp/native-packages.ts'
import { isLibcSymbol } from './native/libc-symbols.ts'
import { ownCode } from './own-folders.ts'
import { perGraph } from './per-graph.ts'

type Ownership = Pick<FrameReading, 'owner' | 'reason'>

const standardLibrary: Owner = { kind: 'standard-library', package: null, name: 'c++ std' }
const libc: Owner = { kind: 'standard-library', package: null, name: 'libc' }

const standardNamespaces: ReadonlySet<string> = new Set([
  'std',
  '__gnu_cxx',
  '__cxxabiv1',
  '__gnu_debug',
  '__gnu_parallel',
])
/** Of the language's runtime in C: exceptions, allocation, start-up. */
const standardFunction =
  /^(?:operator (?:new|delete)|__cxa_|__gxx_|__gthread_|_Unwind_|__(?:do_global|static_initialization)|_GLOBAL__sub_I)/
/** Families of functions inside glibc, which inlining and frames without an object bring to light. */
const libcFamily = /^_IO_|^_{0,3}(?:pthread|lll|libc|malloc|arena|tcache|GI)_|_nocancel(?:_adjusted)?$|^new_do_write$/
const cFunction = /^[A-Za-z_]\w*$/
/** A function outside of all namespaces with what only C++ has behind its name: `total(long)`, `total<int>`, `int total<int>(int)`. */
const cppFunction = /^[A-Za-z_]\w*(?:[<(]| [\w:<>*& ,]*\()/
const sourceFile = /\.(?:c|cc|cpp|cxx|c\+\+|h|hh|hpp|hxx|inl|ipp|tcc)$/i
const longestShownName = 200
/** What comes with the operating system: interpreters, daemons, shells. Services are installed elsewhere. */
const systemFolder = /^\/(?:usr\/)?(?:s?bin|lib(?:32|64|exec)?)\//

/** Libraries, maps of compiled code, and programs that run other languages. */
const notOwnProgram =
  /\.(?:so|map|jar|node|dylib|ko|dll)\b|^(?:python|pypy|ruby|perl|php|java|dotnet|mono|beam|lua|julia|qemu)[\w.-]*$/

/** Whether another language's compiler makes the service's executables, so that C in them comes from its packages. */
const hasOtherNativeLanguage = perGraph(({ packages }) =>
  packages.some(({ ecosystem }) => ecosystem === 'cargo' || ecosystem === 'golang'),
)

export const cpp: Grammar = {
  language: 'c++',
  read(frame, index) {
    const text = textOf(frame)
    if (text === null) return null
    const symbol = parseCppSymbol(text)
    const ownership = ownershipOf(symbol, frame, index)
    if (ownership === null) return null
    return {
      ...ownership,
      symbol: text,
      function: symbol.function,
      mentions: listMentions(symbol, index),
      pattern: null,
    }
  },
}

/** The symbol for people, where it is one of these languages at all. */
function textOf({ name, file, object }: Frame): string | null {
  if (isMangledCpp(name)) return demangleCpp(name) ?? name
  if (file !== null && !sourceFile.test(file)) return null
  const isCpp = name.includes('::') || name.startsWith('operator ') || (object !== null && cppFunction.test(name))
  return isCpp || cFunction.test(withoutAdditions(name)) ? name : null
}

function ownershipOf(symbol: CppSymbol, frame: Frame, index: PackageIndex): Ownership | null {
  const [outermost = ''] = symbol.path
  const isQualified = symbol.path.length > 1
  if (standardNamespaces.has(outermost) || standardFunction.test(outermost)) {
    return { owner: standardLibrary, reason: isQualified ? `namespace ${outermost}` : 'a function of the C++ runtime' }
  }
  const byNamespace = isQualified ? packageOfNamespace(symbol.path, index) : null
  if (byNamespace !== null) {
    return { owner: index.ownerOf(byNamespace), reason: `namespace ${outermost} is this package's` }
  }
  if (!isQualified && (isLibcSymbol(outermost) || libcFamily.test(outermost))) {
    return { owner: libc, reason: 'a name of the C library' }
  }
  const byPrefix = isQualified ? null : packageOfPrefix(outermost, index)
  if (byPrefix !== null) return { owner: index.ownerOf(byPrefix), reason: "the function's prefix is this package's" }
  return ownershipOfObject(symbol, frame, index)
}

/** What no package claims: the service's own where it is in the service's executable, or where the lockfiles list all libraries. */
function ownershipOfObject(symbol: CppSymbol, frame: Frame, index: PackageIndex): Ownership | null {
  const outermost = (symbol.path[0] ?? '').slice(0, longestShownName)
  const isQualified = symbol.path.length > 1
  const what = isQualified ? `namespace ${outermost}` : `function ${outermost}`
  if (frame.object !== null) {
    const executable = executableName(frame.object)
    if (executable === null) return null
    if (hasCppLockfile(index) || !hasOtherNativeLanguage(index)) {
      const claim = hasCppLockfile(index) ? `no package claims ${what}` : 'no lockfile lists the C++ libraries in it'
      return { owner: ownCode, reason: `in the service's own binary ${executable}, and ${claim}` }
    }
  } else if (hasCppLockfile(index) && (isQualified || outermost === 'main')) {
    return { owner: ownCode, reason: `no package in the lockfile of C++ libraries claims ${what}` }
  }
  // Other languages write `Parser::parse` too: only a mangled name, or machine code, is certain to be C++.
  if (!isQualified || (frame.object === null && !isMangledCpp(frame.name))) return null
  const owner: Owner = { kind: 'unknown', package: null, name: outermost }
  return { owner, reason: `no lockfile lists a C++ library that claims ${what}; a conan.lock would` }
}

/** The name of a program that the service brings along; null for libraries, maps of compiled code, interpreters, system programs. */
function executableName(object: string): string | null {
  const path = object.replace(/ \(deleted\)$/, '')
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (name === '' || !path.startsWith('/') || systemFolder.test(path)) return null
  return notOwnProgram.test(name) ? null : name
}

function listMentions(symbol: CppSymbol, index: PackageIndex): Mention[] {
  return symbol.named.flatMap(({ path, depth }) => {
    const found = packageOfNamespace(path, index)
    return found === null ? [] : [{ package: found, depth }]
  })
}
