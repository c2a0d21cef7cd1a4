/*
 * Names of .NET methods as the tools of the runtime write them:
 * - dotnet-trace's speedscope files and PerfView: `System.Private.CoreLib!System.Threading.Thread.StartCallback()`,
 *   https://learn.microsoft.com/dotnet/core/diagnostics/dotnet-trace (`.il` and `.ni` behind an assembly are its images);
 * - perf maps (`DOTNET_PerfMapEnabled=1`): `instance void [Acme.Shop] Acme.Shop.Cart::Total(int32)[OptimizedTier1]`,
 *   https://github.com/dotnet/runtime/blob/v8.0.0/src/coreclr/vm/perfmap.cpp.
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
}

const longestName = 8192
const ofTrace = /^([\w.+\- ]{1,200}|\?)!(.+)$/s
const ofPerfMap = /^[\w .[\]<>,&*`!]{0,400}?\[([\w.+-]{1,200})\] ([^\s(]+::[^\s(]+)/s
const image = /\.(?:il|ni|dll|exe)$/
/** `<RunAsync>d__3`, `<Main>b__0_1`, `<Total>g__Add|2_0`: the method stands in angle brackets. */
const generated = /<([\w.]+)>[a-z](?:__|$)/g
const accessor = /^(?:get|set|add|remove)_(?=\w)/

/** Reads a name; null where no tool of .NET would write it. */
export function readDotnetSymbol(name: string): DotnetSymbol | null {
  if (name.length > longestName) return null
  const [, assembly, member] = ofTrace.exec(name) ?? ofPerfMap.exec(name) ?? []
  if (assembly === undefined || member === undefined) return null
  const qualified = withoutArguments(member).replace('::', '.')
  return {
    assembly: assembly === '?' ? null : assembly.replace(image, ''),
    qualified,
    function: writtenMethod(qualified),
  }
}

/** Cuts parameters and type arguments off: `Add(class System.String)`, `List`1[System.__Canon].Add`. */
function withoutArguments(member: string): string {
  let kept = ''
  let depth = 0
  for (const character of member) {
    if (character === '(') break
    if (character === '[') depth += 1
    else if (character === ']') depth = Math.max(depth - 1, 0)
    else if (depth === 0) kept += character
  }
  return kept
}

function writtenMethod(qualified: string): string {
  const inBrackets = [...qualified.matchAll(generated)].at(-1)?.[1]
  if (inBrackets !== undefined) return inBrackets
  const last = qualified.slice(qualified.lastIndexOf('.', qualified.length - 2) + 1)
  return qualified.endsWith('.ctor') ? '.ctor' : last.replace(accessor, '')
}
