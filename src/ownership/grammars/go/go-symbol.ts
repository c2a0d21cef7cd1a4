/**
 * Symbols of the Go toolchain (1.5 to 1.25) as its linker, runtime/pprof and perf show them:
 * `net/http.(*conn).serve.func1`, `gopkg.in/yaml%2ev3.(*parser).peek`, `slices.SortFunc[go.shape.[]int].func2`.
 * The escape is specified at https://github.com/golang/go/blob/go1.22.0/src/cmd/internal/objabi/path.go, closures and wrappers
 * are named in https://github.com/golang/go/blob/go1.22.0/src/cmd/compile/internal/ir/func.go.
 */

/** A Go symbol taken apart. */
export interface GoSymbol {
  /**
   * The import paths that the symbol can mean, likeliest first: tools that undo the escape leave open whether `.v3` ends the
   * path or begins the function. At least one.
   */
  readonly importPaths: readonly string[]
  /** What follows the import path, as written: `(*parser).peek`. */
  readonly rest: string
  /** The function or method without receiver, type arguments and closure numbers: `peek`. */
  readonly function: string
}

/** A type's package named within brackets, `go.shape.[]github.com/acme/shop.Item`, with how deep it stands. */
export interface GoTypeArgument {
  readonly importPath: string
  readonly depth: number
}

/** `type:.eq.[2]`: comparisons and hashes that the compiler writes for a type; they belong to the type's package. */
const generatedForType = /^type[.:]\.(?:eq|hash)\.(?:\[\d+\])*/
const callingConvention = /\.(?:abi0|abiinternal)$/
/** Parts of a name that stand for a closure, a wrapper or a loop body of the function before them. */
const closure = /^(?:func\d+|gowrap\d+|deferwrap\d+|\d+)?$/
const wrapperSuffix = /-(?:fm|range\d+)$/
/** What other compilers append to a function's name after a dot. */
const otherCompilersSuffix = /^(?:cold|isra|constprop|part|llvm|lto_priv)(?:\.|$)/
const mostPathDots = 3
/** No import path is longer: what is, is no Go symbol, and its prefixes are not looked up one by one. */
const longestImportPath = 1024

/** Takes a symbol apart; null where it cannot be one of Go's. */
export function parseGoSymbol(name: string): GoSymbol | null {
  const symbol = name.replace(callingConvention, '').replace(generatedForType, '')
  const bracket = symbol.search(/[[(]/)
  const head = bracket < 0 ? symbol : symbol.slice(0, bracket)
  if (head === '' || /[\s:;,<>$]|^[./]|\/\/|\/\./.test(head)) return null
  const dot = head.indexOf('.', head.lastIndexOf('/') + 1)
  if (dot < 0 || dot > longestImportPath || dot + 1 === symbol.length) return null
  const rest = symbol.slice(dot + 1)
  if (otherCompilersSuffix.test(rest)) return null
  const importPaths = [unescapePath(head.slice(0, dot))]
  for (
    let end = head.indexOf('.', dot + 1);
    end > 0 && end <= longestImportPath && importPaths.length < mostPathDots;
    end = head.indexOf('.', end + 1)
  ) {
    importPaths.push(unescapePath(head.slice(0, end)))
  }
  return { importPaths, rest, function: plainFunction(rest) }
}

/** The packages of the types in a symbol's brackets, in the order of the text. */
export function listTypeArguments(name: string): GoTypeArgument[] {
  const found: GoTypeArgument[] = []
  let depth = 0
  for (const [token] of name.matchAll(/[[\]]|[^[\]\s,;{}()*"]+/g)) {
    if (token === '[') depth += 1
    else if (token === ']') depth -= 1
    else if (depth > 0) {
      const type = token.replace(/^go\.shape\./, '')
      const dot = type.indexOf('.', type.lastIndexOf('/') + 1)
      if (dot > 0 && dot <= longestImportPath) found.push({ importPath: unescapePath(type.slice(0, dot)), depth })
    }
  }
  return found
}

function plainFunction(rest: string): string {
  const parts = withoutBrackets(rest).replace(wrapperSuffix, '').split('.')
  while (parts.length > 1 && closure.test((parts.at(-1) ?? '').replace(wrapperSuffix, ''))) parts.pop()
  return (parts.at(-1) ?? '').replace(wrapperSuffix, '').replace(/^\(\*?|\)$/g, '')
}

/** Leaves out type arguments: they hold dots and slashes of their own. */
function withoutBrackets(text: string): string {
  let depth = 0
  let kept = ''
  let from = 0
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]
    if (character === '[') {
      if (depth === 0) kept += text.slice(from, at)
      depth += 1
    } else if (character === ']' && depth > 0) {
      depth -= 1
      from = at + 1
    }
  }
  return depth === 0 ? kept + text.slice(from) : kept
}

function unescapePath(path: string): string {
  return path.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}
