/**
 * How text from outside is written in GitHub-flavoured Markdown (https://github.github.com/gfm/, and what GitHub adds to
 * it: mentions, references to issues and commits, emoji by name, formulas).
 *
 * Escaping characters one by one does not do: `\@name` and `&#64;name` still mention somebody. So there are two rooms only.
 * A name stands in a code span, in which GitHub sees nothing, behind a fence that is longer than any run of backticks
 * inside. A sentence is taken apart into words: what is plainly a word or a number stays, everything else is a name.
 */
import { cleanText, shorten } from './clean-text.ts'

const longestName = 240
const longestSentence = 2_000
const longestBlock = 8_000
/** GitHub's parser takes a fence of more than 80 backticks for text, and what stands behind it too. */
const longRun = /`{9,}/g
const shortRun = '````````…'

/** A word, or words joined by hyphens, in a script that is written from left to right; or a number. */
const plainWord = /^(?:\p{Script=Latin}+(?:['’-]\p{Script=Latin}+)*|\d{1,6}(?:[.,]\d{1,6})*)$/u
/** What may be the name of a commit. */
const looksLikeCommit = /^[0-9a-f]{7,}$/i
/** What opens a numbered list at the start of a line. */
const looksLikeListItem = /^\d+[.)]$/
const longestPlain = 40
/** What is not parted from its number. */
const unit = /^(?:%|B$|KiB|MiB)/
const marksBefore = new Set('("\'“‘')
const marksAfter = new Set(')"\'”’,.;:?!%…')
const plainMarks = /^[()"'“‘”’,.;:?!%…–—→·]*$/

export interface SpanOptions {
  /** In a table a pipe ends the cell, even within a code span. */
  readonly inTable?: boolean
  /** In UTF-16 units; longer names lose their middle. */
  readonly width?: number
}

/** A name from outside as a code span. */
export function codeSpan(name: string, { inTable = false, width = longestName }: SpanOptions = {}): string {
  const clean = cleanText(shorten(name, 4 * width)).replace(longRun, shortRun)
  const text = shorten(clean.trim(), width) || '(empty)'
  const fence = '`'.repeat(longestRun(text) + 1)
  const padding = text.startsWith('`') || text.endsWith('`') ? ' ' : ''
  // Parsers disagree on a backslash before an escaped pipe, so there the pipe becomes one that is broken.
  const content = inTable ? text.replaceAll('\\|', '\\¦').replaceAll('|', '\\|') : text
  return `${fence}${padding}${content}${padding}${fence}`
}

/**
 * A sentence, in which backticks mark names, as running text. Where a foreign name with a backtick in it turns the marks
 * round, what then stands outside of them is still taken apart word by word.
 */
export function sentence(text: string, { inTable = false, width = longestSentence }: SpanOptions = {}): string {
  const parts = shorten(cleanText(shorten(text, 4 * width)), width)
    .split('`')
    .map((part, index) =>
      index % 2 === 1 && part.trim() !== '' ? codeSpan(part, { inTable }) : words(part, index === 0, inTable),
    )
  const written = separateSpans(parts.join(edge)).trim()
  // Of backticks alone nothing would be left.
  return written === '' && text.trim() !== '' ? codeSpan(text, { inTable }) : written
}

/** Stands between two written parts until `separateSpans` has looked at them; `cleanText` leaves none in foreign text. */
export const edge = '\uffff'

/** Two code spans side by side would lend each other their fences: a space comes between them. */
export function separateSpans(text: string): string {
  return text.replace(/`\uffff+`/g, '` `').replaceAll(edge, '')
}

/** Text of several lines as a fenced block. */
export function codeBlock(text: string, language: 'text' | 'sh' | 'yaml'): string {
  const lines = shorten(text.replace(/\r\n?/g, '\n'), longestBlock)
    .split('\n')
    .map((line) => line.split('\t').map(cleanText).join('    ').trimEnd())
  const content = lines.join('\n').replace(longRun, shortRun)
  const fence = '`'.repeat(Math.max(3, longestRun(content) + 1))
  return `${fence}${language}\n${content}\n${fence}`
}

/** The words of a text, those that are no plain words in code spans, neighbours of them in one. */
function words(text: string, atStart: boolean, inTable: boolean): string {
  const written: string[] = []
  let names: string[] = []
  const closeNames = (): void => {
    if (names.length > 0) written.push(nameWithMarks(names.join(' '), inTable))
    names = []
  }
  for (const [index, word] of text.split(/ +/).entries()) {
    const opensList = atStart && index === 0 && looksLikeListItem.test(word)
    if (isPlain(word) && !opensList) {
      closeNames()
      const number = unit.test(word) && /^\d/.test(written.at(-1) ?? '') ? written.pop() : undefined
      written.push(number === undefined ? word : `${number}\u00a0${word}`)
    } else {
      names.push(word)
      if (/[,;]$/.test(word)) closeNames()
    }
  }
  closeNames()
  return written.join(' ')
}

function isPlain(word: string): boolean {
  if (word.length > longestPlain) return false
  if (plainMarks.test(word)) return true
  let start = 0
  let end = word.length
  while (start < end && marksBefore.has(word.charAt(start))) start += 1
  while (end > start && marksAfter.has(word.charAt(end - 1))) end -= 1
  const core = word.slice(start, end)
  return plainWord.test(core) && !looksLikeCommit.test(core)
}

/** Punctuation at the end of a name belongs to the sentence; that at its start may be part of it. */
function nameWithMarks(text: string, inTable: boolean): string {
  const marks = /[,.;:?]*$/.exec(text.slice(-2))?.[0] ?? ''
  const name = text.slice(0, text.length - marks.length)
  return name === '' ? codeSpan(text, { inTable }) : `${codeSpan(name, { inTable })}${marks}`
}

function longestRun(text: string): number {
  let longest = 0
  for (const run of text.match(/`+/g) ?? []) longest = Math.max(longest, run.length)
  return longest
}
