/*
 * Frames of .NET (Core 3 and later, and .NET Framework as PerfView has it): C#, F# and Visual Basic. Names are read by dotnet-symbol.ts.
 * The assembly decides; *.deps.json and the lockfiles say which package brings it,
 * https://github.com/dotnet/sdk/blob/main/documentation/specs/runtime-configuration-file.md.
 */

import type { FrameReading, Grammar, Mention, Owner, PackageIndex } from '../types.ts'
import { type DotnetSymbol, type NamedType, readDotnetSymbol } from './dotnet/dotnet-symbol.ts'
import { frameworkOf, isRuntimeObject } from './dotnet/framework-assemblies.ts'
import { plainSymbol } from './native/plain-symbol.ts'
import { ownCode } from './own-folders.ts'
import { ownerAmong } from './own-named.ts'
import { hasPackagesOf } from './per-graph.ts'

type Ownership = Pick<FrameReading, 'owner' | 'reason'>

const runtime: Owner = { kind: 'runtime', package: null, name: 'clr' }
const deepestNamespace = 12

/** Of compiled expressions and `DynamicMethod`, in traces without the name of the assembly. */
const generatedCode: Owner = { kind: 'unknown', package: null, name: 'generated code' }
const generatedAssembly = 'Anonymously Hosted DynamicMethods Assembly'
/** What the perf map calls the jumps and thunks that the runtime writes for itself. */
const stub = /^stub(?:<\d{1,9}>)? [\w?]{1,80}</

/** dotnet-trace closes its stacks with these: what the thread does, where that is no managed function. */
const pseudoFrames: ReadonlyMap<string, string> = new Map([
  ['UNMANAGED_CODE_TIME', 'code outside of managed functions, as dotnet-trace sums it up'],
  ['CPU_TIME', 'processor time, as dotnet-trace sums it up'],
  ['?!?', 'a frame that the runtime could not name'],
])

const hasPackages = hasPackagesOf('nuget')

export const dotnet: Grammar = {
  language: 'dotnet',
  read({ name, file, object }, index) {
    const pseudo = object === null ? pseudoFrames.get(name) : undefined
    if (pseudo !== undefined) return { owner: runtime, reason: pseudo, ...textsOf(name, name) }
    const base = object === null ? null : object.replace(/ \(deleted\)$/, '').replace(/^.*[/\\]/s, '')
    if (base !== null && file === null && isRuntimeObject(base)) {
      return { owner: runtime, reason: `in ${base}, a part of the runtime`, ...plainSymbol(name) }
    }
    if (stub.test(name)) return { owner: runtime, reason: 'a stub of the runtime', ...textsOf(name, name) }
    const symbol = readDotnetSymbol(name) ?? inAssembly(name, base)
    if (symbol === null) return null
    return {
      ...ownershipOf(symbol, index),
      ...textsOf(name, symbol.function),
      mentions: listMentions(symbol.named, index),
    }
  },
}

/** Formats with objects have the assembly there. */
function inAssembly(name: string, base: string | null): DotnetSymbol | null {
  if (base === null || !/\.(?:dll|exe)$/i.test(base)) return null
  return readDotnetSymbol(`${base}!${name}`)
}

function ownershipOf({ assembly, qualified }: DotnetSymbol, index: PackageIndex): Ownership {
  if (assembly === generatedAssembly) return { owner: generatedCode, reason: 'a method made while the program ran' }
  if (assembly === null) return ownerOfNamespace(qualified, index)
  const found = index.byLibrary('nuget', assembly)
  if (found.length > 0) return ownerAmong(found, `assembly ${assembly} of this package`, index)
  const framework = frameworkOf(assembly)
  if (framework !== null) {
    return {
      owner: { kind: 'standard-library', package: null, name: framework },
      reason: `assembly ${assembly} comes with the runtime`,
    }
  }
  if (isRuntimeObject(assembly)) return { owner: runtime, reason: `${assembly} is a part of the runtime` }
  if (hasPackages(index))
    return { owner: ownCode, reason: `no package of the lockfile has assembly ${assembly}, nor has the runtime` }
  return unknown(assembly, `no lockfile was read, which would tell what package assembly ${assembly} is of`)
}

/** Without an assembly, packages are mostly called like their namespace. */
function ownerOfNamespace(qualified: string, index: PackageIndex): Ownership {
  const found = packagesOfNamespace(qualified, index)
  if (found === null)
    return unknown('unknown assembly', 'the runtime could not tell the assembly; dotnet-symbol has symbols for it')
  const rule = `probably: namespace ${found.namespace}, as an assembly of this package is called`
  return ownerAmong(found.packages, rule, index)
}

/** The packages with an assembly that is called like the longest part of a type's namespace. */
function packagesOfNamespace(
  qualified: string,
  index: PackageIndex,
): { namespace: string; packages: readonly number[] } | null {
  const parts = qualified.split('.', deepestNamespace)
  for (let length = parts.length - 1; length > 0; length -= 1) {
    const namespace = parts.slice(0, length).join('.')
    const packages = index.byLibrary('nuget', namespace)
    if (packages.length > 0) return { namespace, packages }
  }
  return null
}

function listMentions(named: readonly NamedType[], index: PackageIndex): Mention[] {
  return named.flatMap(({ name, depth }) => {
    const [found] = packagesOfNamespace(name, index)?.packages ?? []
    return found === undefined ? [] : [{ package: found, depth }]
  })
}

function unknown(name: string, reason: string): Ownership {
  return { owner: { kind: 'unknown', package: null, name }, reason }
}

function textsOf(symbol: string, plain: string): Pick<FrameReading, 'symbol' | 'function' | 'mentions' | 'pattern'> {
  return { symbol, function: plain, mentions: [], pattern: null }
}
