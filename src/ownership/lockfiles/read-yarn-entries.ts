import type { ServiceFile } from '../types.ts'
import { malformed } from './malformed.ts'
import { showText } from './show-text.ts'

/** An entry of a yarn.lock of yarn 1. */
export interface YarnEntry {
  /** From 1. */
  readonly line: number
  /** `name@range`, all of them answered by this entry. */
  readonly patterns: readonly string[]
  readonly fields: Map<string, string>
  readonly asks: [name: string, range: string][]
}

/**
 * Reads the entries of a yarn.lock of yarn 1. Its grammar goes by indentation: a line without indent names the patterns that an
 * entry answers, two spaces its fields, four spaces the dependencies.
 *
 * @throws HeadwaterError `lockfile-malformed` with the line
 */
export function readYarnEntries(lockfile: ServiceFile): YarnEntry[] {
  const entries: YarnEntry[] = []
  let section = ''
  for (const [index, text] of lockfile.text.split('\n').entries()) {
    const content = text.trim()
    if (content === '' || content.startsWith('#')) continue
    const line = index + 1
    const indent = text.length - text.trimStart().length
    const entry = entries.at(-1)
    const words = wordsOf(content) ?? []
    const [key = '', value = ''] = words
    const opens = content.endsWith(':')
    const isPair = words.length === 2 && !opens
    if (indent === 0 && opens && words.length > 0) {
      entries.push({ line, patterns: words, fields: new Map(), asks: [] })
    } else if (entry !== undefined && indent === 2 && opens && words.length === 1) {
      section = key
    } else if (entry !== undefined && indent === 2 && isPair) {
      entry.fields.set(key, value)
    } else if (entry !== undefined && indent === 4 && isPair) {
      if (section === 'dependencies' || section === 'optionalDependencies') entry.asks.push([key, value])
    } else {
      throw malformed(
        lockfile.path,
        line,
        `not a line of a yarn lockfile (${showText(content)}); accepted: the file as yarn 1 wrote it`,
      )
    }
  }
  return entries
}

/** The words of a line, quoted or bare, with commas and the last colon dropped; null where a quote is left open. */
function wordsOf(content: string): string[] | null {
  const words: string[] = []
  const word = /\s*(?:"((?:[^"\\]|\\.)*)"|([^\s",:][^\s",]*?))(?=[\s,]|:?$)(?:,|:$)?/y
  while (word.lastIndex < content.length) {
    const found = word.exec(content)
    if (found === null) return null
    words.push(found[1]?.replace(/\\(.)/g, '$1') ?? found[2] ?? '')
  }
  return words
}
