// The syntax that go.mod and go.work share: a verb and words a line, or a block of lines below a verb.
// Specified by https://go.dev/ref/mod#go-mod-file-lexical.

import type { ServiceFile } from '../../types.ts'
import { malformed } from '../malformed.ts'
import { showText } from '../show-text.ts'

/** One statement. */
export interface GoStatement {
  /** From 1. */
  readonly line: number
  readonly verb: string
  readonly words: readonly string[]
  readonly comment: string
}

/**
 * The statements of a file, those of a block each by itself.
 *
 * @param verbs what a statement may begin with
 * @throws HeadwaterError `lockfile-malformed` with the line
 */
export function readGoStatements(lockfile: ServiceFile, verbs: ReadonlySet<string>): GoStatement[] {
  const statements: GoStatement[] = []
  const kind = lockfile.path.slice(lockfile.path.lastIndexOf('/') + 1)
  let block: string | null = null
  for (const [index, text] of lockfile.text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .entries()) {
    const line = index + 1
    const start = text.indexOf('//')
    const content = (start < 0 ? text : text.slice(0, start)).trim()
    const words = content === '' ? [] : content.split(/\s+/).map(unquote)
    const [verb] = words
    if (verb === undefined) continue
    const known = verbs.has(verb)
    if (block !== null && content === ')') block = null
    else if (block !== null) statements.push({ line, verb: block, words, comment: start < 0 ? '' : text.slice(start) })
    else if (known && words[1] === '(' && words.length === 2) block = verb
    else if (known) statements.push({ line, verb, words: words.slice(1), comment: start < 0 ? '' : text.slice(start) })
    else throw malformed(lockfile.path, line, `${showText(verb)} is no directive of a ${kind}`)
  }
  if (block === null) return statements
  throw malformed(
    lockfile.path,
    lockfile.text.split('\n').length,
    `the block of ${block} is left open; accepted: a closing )`,
  )
}

function unquote(word: string): string {
  return word.replace(/^(["`])(.*)\1$/, '$2')
}
