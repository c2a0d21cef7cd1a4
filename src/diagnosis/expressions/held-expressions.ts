/*
 * Expressions that a function holds, in source of Python, Ruby, PHP and Java, by how their standard libraries are called: `re`, regular
 * expression literals and `Regexp`, `preg_*`, `java.util.regex` and the methods of String that take an expression. A constant that the
 * function names counts as well, where the same package gives it an expression. A function ends where its indentation does.
 */

import type { SourceFile } from '../types.ts'

/** An expression in the source of a package. */
export interface HeldExpression {
  readonly text: string
  /** Path of the file that it stands in. */
  readonly path: string
}

/** What the source of a function says of the expressions that it runs. */
export interface Held {
  readonly path: string
  /** Those that stand in it, or in constants that it names. */
  readonly expressions: readonly HeldExpression[]
}

interface Language {
  readonly files: RegExp
  /** How a function of a name is defined. */
  readonly definition: (name: string) => string
  /** Groups: the text of an expression, in one of several spellings. */
  readonly expression: RegExp
  /** Groups: a name that is given an expression, then its text as above, where it is one string. */
  readonly constant: RegExp
}

const quoted = String.raw`(?:"((?:[^"\\\n]|\\.){1,400})"|'((?:[^'\\\n]|\\.){1,400})')`
const prefixed = String.raw`\(\s{0,80}[rbu]{0,2}${quoted}`
const called = String.raw`\(\s{0,80}${quoted}`
const rubyLiteral = String.raw`/((?![\s*/])(?:[^/\\\n]|\\.){1,400})/|%r\{([^\n]{1,400}?)\}|Regexp\.new${called}`
const pythonCalls = 'compile|match|search|fullmatch|sub|subn|split|findall|finditer'
const phpCalls = 'match|match_all|replace|replace_callback|split|grep'
const javaCalls = String.raw`\bPattern\.(?:compile|matches)|\.(?:matches|replaceAll|replaceFirst|split)`
const javaKeywords = 'return|new|throw|else|case|assert|yield|do|in'
const comment = String.raw`\*|#(?!\[)|/[/*]`

const languages: readonly Language[] = [
  {
    files: /\.py$/,
    definition: (name) => String.raw`def\s{1,8}${name}`,
    expression: new RegExp(String.raw`\bre\.(?:${pythonCalls})${prefixed}`, 'g'),
    constant: new RegExp(String.raw`^[ \t]*([A-Za-z_]\w*)\s*(?::[^=\n]{1,80})?=\s*re\.compile(?:${prefixed})?`, 'gm'),
  },
  {
    files: /\.rb$/,
    definition: (name) => String.raw`def\s{1,8}(?:[\w:]{1,200}?(?:\.|::))?${name}`,
    expression: new RegExp(String.raw`(?<=[\s(,=~!|&])(?:${rubyLiteral})`, 'g'),
    constant: new RegExp(String.raw`^[ \t]*([A-Z]\w*)\s*=\s*(?:${rubyLiteral})`, 'gm'),
  },
  {
    files: /\.php$/,
    definition: (name) => String.raw`function\s{1,8}&?${name}`,
    expression: new RegExp(String.raw`\bpreg_(?:${phpCalls})${called}`, 'g'),
    constant: new RegExp(String.raw`\bconst\s+([A-Z]\w*)\s*=\s*(?=['"][/~#{(])${quoted}`, 'g'),
  },
  {
    files: /\.(?:java|kt|scala)$/,
    // Behind its type, as a call may stand behind a keyword.
    definition: (name) => String.raw`(?!(?:${javaKeywords})\s)[\w<>[\],.]{1,100}\s{1,8}${name}(?=\s{0,8}\()`,
    expression: new RegExp(`(?:${javaCalls})${called}`, 'g'),
    constant: new RegExp(String.raw`\b([A-Za-z_]\w*)\s*=\s*Pattern\.compile(?:${called})?`, 'g'),
  },
]

const mostExpressions = 20

/**
 * The expressions that a function holds. Linear in the size of the code.
 *
 * @param files the code of its package
 * @param isItsFile whether a path is of the file that the function stands in
 * @param name of the function, without path and type
 * @returns null where the function is not found
 */
export function heldExpressions(
  files: readonly SourceFile[],
  isItsFile: (path: string) => boolean,
  name: string,
): Held | null {
  if (!/^[\w$?!]{1,200}$/.test(name)) return null
  for (const { path, text } of files) {
    const language = languages.find(({ files }) => files.test(path))
    if (language === undefined || !isItsFile(path)) continue
    const body = bodyOf(text, language, name)
    if (body === null) continue
    const inside = expressionsIn(body, language).map((expression) => ({ text: expression, path }))
    return { path, expressions: [...inside, ...namedIn(body, language, files)].slice(0, mostExpressions) }
  }
  return null
}

/** From where the function is defined to the next line that is indented as little. */
function bodyOf(text: string, { definition }: Language, name: string): string | null {
  const escaped = name.replace(/[$?]/g, '\\$&')
  const start = new RegExp(
    `^([ \\t]{0,100})(?![ \\t]|${comment})(?:[^\\n]{0,300}?[^\\w\\n])??${definition(escaped)}(?![\\w$?!])`,
    'm',
  ).exec(text)
  if (start === null) return null
  const indent = start[1]?.length ?? 0
  let end = text.indexOf('\n', start.index)
  while (end >= 0) {
    const next = text.indexOf('\n', end + 1)
    const line = text.slice(end + 1, next < 0 ? undefined : next)
    const isDeeper = /^[\s)}\]{]*$/.test(line) || line.length - line.trimStart().length > indent
    if (!isDeeper || next < 0) return text.slice(start.index, isDeeper ? undefined : end)
    end = next
  }
  return text.slice(start.index)
}

function expressionsIn(code: string, { expression }: Language): string[] {
  return [...code.matchAll(expression)].map((found) => found.slice(1).find((group) => group !== undefined) ?? '')
}

/** Expressions that the package gives to constants, of those that the body names; without a text, by their names. */
function namedIn(body: string, language: Language, files: readonly SourceFile[]): HeldExpression[] {
  const words = new Set(body.match(/[A-Za-z_]\w*/g))
  return files
    .filter(({ path }) => language.files.test(path))
    .flatMap(({ path, text }) =>
      [...text.matchAll(language.constant)].flatMap(([, name = '', ...texts]) =>
        words.has(name) ? [{ text: texts.find((group) => group !== undefined) ?? name, path }] : [],
      ),
    )
}
