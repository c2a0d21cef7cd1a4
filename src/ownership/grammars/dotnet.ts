/*
 * Frames of .NET (Core 3 and later, and .NET Framework as PerfView has it): C#, F# and Visual Basic. Names are read by dotnet-symbol.ts.
 * The assembly decides; *.deps.json and the lockfiles say which package brings it,
 * https://github.com/dotnet/sdk/blob/main/documentation/specs/runtime-configuration-file.md.
 */

import type { FrameReading, Grammar, Owner, PackageIndex } from '../types.ts'
import { type DotnetSymbol, readDotnetSymbol } from './dotnet/dotnet-symbol.ts'
import { frameworkOf, isRuntimeObject } from './dotnet/framework-assemblies.ts'
import { plainSymbol } from './native/plain-symbol.ts'
import { ownCode } from './own-folders.ts'
import { ownerAmong } from './own-named.ts'
import { perGraph } from './per-graph.ts'

type Ownership = Pick<FrameReading, 'owner' | 'reason'>

const runtime: Owner = { kind: 'runtime', package: null, name: 'clr' }
const deepestNamespace = 12

/** dotnet-trace closes its stacks with these: what the thread does, where that is no managed function. */
const pseudoFrames: ReadonlyMap<string, string> = new Map([
  ['UNMANAGED_CODE_TIME', 'code outside of managed functions, as dotnet-trace sums it up'],
  ['CPU_TIME', 'processor time, as dotnet-trace sums it up'],
  ['?!?', 'a frame that the runtime could not name'],
])

const hasPackages = perGraph(({ packages }) => packages.some(({ ecosystem }) => ecosystem === 'nuget'))

export const dotnet: Grammar = {
  language: 'dotnet',
  read({ name, file, object }, index) {
    const pseudo = object === null ? pseudoFrames.get(name) : undefined
    if (pseudo !== undefined) return { owner: runtime, reason: pseudo, ...textsOf(name, name) }
    const base = object === null ? null : object.replace(/ \(deleted\)$/, '').replace(/^.*[/\\]/s, '')
    if (base !== null && file === null && isRuntimeObject(base)) {
      return { owner: runtime, reason: `in ${base}, a part of the runtime`, ...plainSymbol(name) }
    }
    const symbol = readDotnetSymbol(name) ?? inAssembly(name, base)
    return symbol === null ? null : { ...ownershipOf(symbol, index), ...textsOf(name, symbol.function) }
  },
}

/** Formats with objects have the assembly there. */
function inAssembly(name: string, base: string | null): DotnetSymbol | null {
  if (base === null || !/\.(?:dll|exe)$/i.test(base)) return null
  return readDotnetSymbol(`${base}!${name}`)
}

function ownershipOf({ assembly, qualified }: DotnetSymbol, index: PackageIndex): Ownership {
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
  const parts = qualified.split('.', deepestNamespace)
  for (let length = parts.length - 1; length > 0; length -= 1) {
    const namespace = parts.slice(0, length).join('.')
    const found = index.byLibrary('nuget', namespace)
    if (found.length > 0)
      return ownerAmong(found, `probably: namespace ${namespace}, as an assembly of this package is called`, index)
  }
  return unknown('unknown assembly', 'the runtime could not tell the assembly; dotnet-symbol has symbols for it')
}

function unknown(name: string, reason: string): Ownership {
  return { owner: { kind: 'unknown', package: null, name }, reason }
}

function textsOf(symbol: string, plain: string): Pick<FrameReading, 'symbol' | 'function' | 'mentions' | 'pattern'> {
  return { symbol, function: plain, mentions: [], pattern: null }
}
