/**
 * Assemblies of the shared frameworks, https://github.com/dotnet/runtime/tree/v8.0.0/src/libraries and
 * https://github.com/dotnet/aspnetcore/tree/v8.0.0/src: they come with the runtime, unless a lockfile says that a package brings them.
 */
const ofRuntime =
  /^(?:System(?:\.|$)|mscorlib$|netstandard$|WindowsBase$|Microsoft\.(?:CSharp|VisualBasic(?:\..+)?|Win32\..+|NETCore\..+)$)/
const ofAspNetCore = /^Microsoft\.(?:AspNetCore|Extensions|JSInterop|Net\.Http\.Headers)(?:\.|$)/
const ofDesktop =
  /^(?:Presentation(?:Core|Framework|UI)|UIAutomation\w+|WindowsFormsIntegration|ReachFramework)(?:\.|$)/

/** The framework that has an assembly; null where none has. */
export function frameworkOf(assembly: string): string | null {
  if (ofRuntime.test(assembly)) return 'dotnet std'
  if (ofAspNetCore.test(assembly)) return 'aspnetcore'
  return ofDesktop.test(assembly) ? 'windows desktop' : null
}

/** Whether an object is the runtime itself: execution engine, compiler, collector, host. */
export function isRuntimeObject(base: string): boolean {
  return /^(?:lib)?(?:coreclr|clrjit|clrgc|clr|clretwrc|mscordaccore|mscoree|hostfxr|hostpolicy|monosgen-[\d.]+|System\.[\w.]*Native)(?:\.(?:so|dylib|dll))?$|^dotnet(?:\.exe)?$/.test(
    base,
  )
}
