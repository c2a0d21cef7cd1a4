/*
 * Names of PHP functions as the engine gives them to Excimer, phpspy, XHProf and `debug_backtrace`:
 * https://www.php.net/manual/en/language.namespaces.rules.php, closures `{closure}` (before 8.4), `{closure:/app/x.php:12}` (8.4) and
 * `{closure:/app/x.php(12)}` (Excimer), anonymous classes `class@anonymous` with a NUL byte (Excimer: `_`) and their file behind.
 */

/** A name taken apart. */
export interface PhpSymbol {
  /** Class or function with its namespace, without a leading backslash: `Acme\Money\Money`; null where a file is all there is. */
  readonly qualified: string | null
  readonly isMethod: boolean
  /** The plain function or method; of a file's own code the file. */
  readonly function: string
  /** A file within the name: of closures, anonymous classes, and of files that were included. */
  readonly file: string | null
  /** Whether only PHP writes such a name. */
  readonly isMarked: boolean
}

/** PATH_MAX of Linux, with what stands around a path. */
const longestName = 5000
const closureWithFile = /\{closure:(\/[^{}]*?\.\w+)(?:\(\d+\)|:\d+)\}$/
const closureWithName = /\{closure:([^{}]+?)(?:\(\))?:\d+\}$/
const anonymousClass = /^([\w\\]+)@anonymous[\0_ ]([^:]*\.\w+):\d+\$[0-9a-f]+(?:::(.+))?$/s
const includedFile = /^(?:(?:include|require)(?:_once)?(?:::| ))?(\/[^:]*\.(?:php\d?|phtml|inc|phar))$/
const qualifiedName =
  /^\\?((?:[A-Za-z_\x80-\uffff][\w\x80-\uffff]*\\)*[A-Za-z_\x80-\uffff][\w\x80-\uffff]*)(?:(?:::|->)([\w\x80-\uffff]+|\{closure\}))?(?:\(\))?$/

/** Reads a name; null where PHP would not write it. */
export function readPhpSymbol(name: string): PhpSymbol | null {
  if (name.length > longestName) return null
  if (name === '{main}' || name === 'main()')
    return { qualified: null, isMethod: false, function: name, file: null, isMarked: true }
  const included = includedFile.exec(name)?.[1]
  if (included !== undefined)
    return { qualified: null, isMethod: false, function: included, file: included, isMarked: true }
  const closure = closureWithFile.exec(name)
  if (closure !== null)
    return { qualified: null, isMethod: false, function: '{closure}', file: closure[1] ?? null, isMarked: true }
  const [, parent, file = null, method = null] = anonymousClass.exec(name) ?? []
  if (parent !== undefined)
    return { qualified: null, isMethod: true, function: method ?? '{class}', file, isMarked: true }
  return readQualified(closureWithName.exec(name)?.[1] ?? name.replace(/\\\{closure\}$/, ''), name)
}

function readQualified(text: string, name: string): PhpSymbol | null {
  const [, qualified, method] = qualifiedName.exec(text) ?? []
  if (qualified === undefined) return null
  const plain =
    method === '{closure}' || method === undefined ? qualified.slice(qualified.lastIndexOf('\\') + 1) : method
  const isMarked = qualified.includes('\\') || text !== name || method === '{closure}'
  return { qualified, isMethod: method !== undefined, function: plain, file: null, isMarked }
}
