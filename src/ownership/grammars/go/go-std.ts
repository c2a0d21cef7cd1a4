/**
 * The first elements of the import paths of Go's standard library, as of Go 1.25, https://pkg.go.dev/std. Whether a symbol
 * without a dot in its first element is Go's can't be told otherwise: the JVM writes `java/util/HashMap.get`.
 */
const firstElements: ReadonlySet<string> = new Set(
  (
    'archive arena bufio builtin bytes cmd cmp compress container context crypto database debug embed encoding errors expvar ' +
    'flag fmt go hash html image index internal io iter log maps math mime net os path plugin reflect regexp runtime slices ' +
    'sort strconv strings structs sync syscall testing text time unicode unique unsafe vendor weak'
  ).split(' '),
)

/** Functions in assembly that have no package in their name, of package runtime and internal/bytealg. */
const assemblyFunctions: ReadonlySet<string> = new Set(
  (
    'aeshashbody memeqbody cmpbody countbody indexbody indexbytebody gogo callRet setg_gcc gosave_systemstack_switch ' +
    'gcWriteBarrier spillArgs unspillArgs sigtramp threadentry crosscall1 crosscall2 crosscall_amd64 crosscall_arm64'
  ).split(' '),
)

/** The same in the packages below `crypto`: what TLS spends its time in. */
const cryptoFunction = /^(?:p256[A-Z]\w{1,30}|polyHashADInternal|_expand_key_\d{3}[ab]?)$/
/** What the compiler writes for a type without a name: comparisons, hashes, and methods of what is embedded. */
const generatedForNameless = /^(?:go[.:]|type[.:]\.(?:eq|hash)\.(?:\[\d+\])*)(?:go\.shape\.)?(?:struct|interface) \{/

/** Whether an import path belongs to the standard library (net/http's copy of x/net and the vendored x packages included). */
export function isStandardImportPath(importPath: string): boolean {
  const slash = importPath.indexOf('/')
  return firstElements.has(slash < 0 ? importPath : importPath.slice(0, slash))
}

/** Whether an import path is part of the engine: scheduler, collector, allocator, maps. `runtime/pprof` and its kin are not. */
export function isRuntimeImportPath(importPath: string): boolean {
  return importPath === 'runtime' || /^(?:runtime\/internal|internal\/runtime)(?:\/|$)/.test(importPath)
}

/** Whether a name without a package is one of the runtime's own, or of the shims that cgo writes. */
export function isBareRuntimeName(name: string): boolean {
  return assemblyFunctions.has(name) || /^(?:_cgo_|x_cgo_|_cgoexp_|_rt0_|debugCall\d)/.test(name)
}

/** Whether a name without a package belongs to the standard library's assembly, or to what the compiler adds. */
export function isBareStandardName(name: string): boolean {
  return cryptoFunction.test(name) || generatedForNameless.test(name)
}
