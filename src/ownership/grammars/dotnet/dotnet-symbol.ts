/*
 * Names of .NET methods as the tools of the runtime write them:
 * - dotnet-trace's speedscope files and PerfView: `System.Private.CoreLib!System.Threading.Thread.StartCallback()`,
 *   https://learn.microsoft.com/dotnet/core/diagnostics/dotnet-trace (`.il` and `.ni` behind an assembly are its images);
 * - perf maps (`DOTNET_PerfMapEnabled=1`): `instance void [Acme.Shop] Acme.Shop.Cart::Total(int32)[OptimizedTier1]`; what a generic method
 *   returns is `!0`. https://github.com/dotnet/runtime/blob/v8.0.0/src/coreclr/vm/perfmap.cpp.
 * Names of what the C# compiler generates: https://github.com/dotnet/roslyn/blob/main/src/Compilers/CSharp/Portable/Symbols/Synthesized/GeneratedNameKind.cs
 */

/** A method's name taken apart. */
export interface DotnetSymbol {
  /** `System.Private.CoreLib`; null where the runtime could not tell (`?`). */
  readonly assembly: string | null
  /** Type and method, without parameters: `Acme.Shop.Cart.Total`. */
  readonly qualified: string
  /** The method, of state machines, lambdas and local functions the one that was written. */
  readonly function: string
  /** The types in the method's and its type's brackets, in the order of the text: `List`1[Acme.Money.Amount].Add`. */
  readonly named: readonly NamedType[]
}

/** A type argument, with how many brackets it stands in. */
export interface NamedType {
  readonly name: string
  readonly depth: number
}

const longestName = 8192
const ofTrace = /^([\w.+\- ]{1,200}|\?)!(.+)$/s
/** What comes before the assembly is what the method returns, which has its assembly right before its name. */
const ofPerfMap = /(?:^| )\[([\w.+\- ]{1,200})\] ([^\s(]+::[^\s(]+)/
const image = /\.(?:il|ni|dll|exe)$/
/** `<RunAsync>d__3`, `<Main>b__0_1`, `<Total>g__Add|2_0`: the method stands in angle brackets. */
const generated = /<([\w.]+)>[a-z](?:__|$)/g
const accessor = /^(?:get|set|add|remove)_(?=\w)/

/** Reads a name; null where no tool of .NET would write it. */
export function readDotnetSymbol(name: string): DotnetSymbol | null {
  if (name.length > longestName) return null
  const [, assembly, member] = ofPerfMap.exec(name) ?? ofTrace.exec(name) ?? []
  if (assembly === undefined || member === undefined) return null
  const { bare, named } = separateArguments(member)
  const qualified = bare.replace('::', '.')
  return {
    assembly: assembly === '?' ? null : assembly.replace(image, ''),
    qualified,
    function: writtenMethod(qualified),
    named,
  }
}

/** Cuts parameters off, and type arguments out: `Add(class System.String)`, `List`1[System.__Canon].Add`. */
function separateArguments(member: string): { bare: string; named: NamedType[] } {
  let bare = ''
  let depth = 0
  const named: NamedType[] = []
  for (const [token] of member.matchAll(/[[\](,]|[^[\](,]+/g)) {
    if (token === '(') break
    if (token === '[') depth += 1
    else if (token === ']') depth = Math.max(depth - 1, 0)
    else if (depth === 0) bare += token
    else if (token !== ',') named.push({ name: token, depth })
  }
  return { bare, named }
}

function writtenMethod(qualified: string): string {
  const inBrackets = [...qualified.matchAll(generated)].at(-1)?.[1]
  if (inBrackets !== undefined) return inBrackets
  const last = qualified.slice(qualified.lastIndexOf('.', qualified.length - 2) + 1)
  return /\.c?ctor$/.exec(qualified)?.[0] ?? last.replace(accessor, '')
}
