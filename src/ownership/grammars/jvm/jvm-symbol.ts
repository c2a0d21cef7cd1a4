/*
 * Names of Java methods as profilers of the JVM write them:
 * - JFR and its tools: `org.yaml.snakeyaml.Yaml.load`, with `jfr print` also its parameters;
 * - async-profiler: `org/yaml/snakeyaml/Yaml.load`, https://github.com/async-profiler/async-profiler/blob/v3.0/src/frameName.cpp;
 * - perf maps: `Lorg/yaml/snakeyaml/Yaml;::load` of perf-map-agent, in collapsed stacks with `:` for `;`, and
 *   `void org.yaml.snakeyaml.Yaml.load(java.lang.String)` of `jcmd Compiler.perfmap` (JDK 17).
 * Classes are named by the binary names of JLS 13.1; hidden classes (JEP 371) have `/0x…` or `+0x…` behind.
 */

/** A method's name taken apart. */
export interface JvmSymbol {
  /** `org`, `yaml`, `snakeyaml`; empty for the package without a name. */
  readonly package: readonly string[]
  /** With the classes around it: `Cart$Inner`. */
  readonly class: string
  /** The method, of what compilers generate the one that was written: `route` of `lambda$route$0`. */
  readonly function: string
  /** Whether only the JVM writes such a name. */
  readonly isMarked: boolean
}

/** Class files hold at most 64 KiB of a name, but no compiler writes that. */
const longestName = 4096
const parameters = /\([^()]*\)[\w/$;[.]*(?: line: \d+)?$/
const returnType = /^[\p{L}\p{N}_$.]+(?:\[\])* (?=[\p{L}_$][^\s]*\.[^\s]+$)/u
const hiddenClass = /[/+](?:0x[0-9a-f]{6,16}|\d{6,})(?:\.\d+)?/g
const method = /^(L?)([\p{L}\p{N}_$./+-]+)(;::|;\.|:::|:\.|::|:|#|\.)(<(?:cl)?init>|[\p{L}\p{N}_$-]+)$/u

/** Reads a name; null where no JVM would write it. */
export function readJvmSymbol(text: string): JvmSymbol | null {
  if (text.length > longestName) return null
  // In collapsed stacks the return type stays where the parameters are cut off.
  const name = text.replace(parameters, '').replace(returnType, '')
  const [, type = '', path = '', separator = '', plain = ''] = method.exec(name.replaceAll(hiddenClass, '')) ?? []
  const hasSlashes = path.includes('/')
  if (path === '' || (hasSlashes && path.includes('.'))) return null
  const isDescriptor = hasSlashes && type === 'L' && (separator.startsWith(';') || separator.startsWith(':'))
  const parts = (isDescriptor ? path : type + path).split(hasSlashes ? '/' : '.')
  if (parts.includes('')) return null
  return {
    package: parts.slice(0, -1),
    class: parts.at(-1) ?? '',
    function: writtenMethod(plain),
    isMarked: isDescriptor || path.includes('$$Lambda') || plain.startsWith('<') || plain.startsWith('lambda$'),
  }
}

/** javac's lambdas, Scala's closures, specialised and lazy methods, local functions: the method that they stand in. */
function writtenMethod(name: string): string {
  const [, inLambda] = /^(?:lambda\$|\$anonfun\$)(.+?)\$\d+(?:\$adapted)?$/.exec(name) ?? []
  if (inLambda !== undefined) return inLambda
  return /^([A-Za-z_]\w*)\$(?:m\w+\$sp|lzycompute|extension|\d+)(?:\$\d+)?$/.exec(name)?.[1] ?? name
}
