import { HeadwaterError } from '../../../errors.ts'

/** One box of the flame graph, in the order of the file: callers before what they call, from left to right. */
export interface HtmlBox {
  /** The function, with the suffix that async-profiler's folded stacks have for its type. */
  readonly name: string
  readonly level: number
  readonly width: number
}

export interface HtmlFrames {
  readonly boxes: readonly HtmlBox[]
  readonly understoodBytes: number
  readonly skippedBytes: number
  /** The number of the first line among the boxes that is none; 0 where there is no such line. */
  readonly firstSkipped: number
}

/** By a box's type; https://github.com/async-profiler/async-profiler/blob/v4.0/src/converter/one/convert/Frame.java */
const SUFFIXES = ['_[0]', '_[j]', '_[i]', '', '', '_[k]', '_[1]']
/** The same before version 2.8, which had five colours. */
const OLD_SUFFIXES = ['_[j]', '_[i]', '_[k]', '', '']

const OLD_BOX = /^f\((\d{1,9}),(\d{1,15}),(\d{1,15}),(\d),'((?:[^'\\]|\\.)*)'(?:,\d{1,15}){0,3}\)$/
const FAR_BOX = /^f\((\d{1,9}),(\d{1,9}),-?\d{1,15}(?:,(\d{1,15})?(?:,\d{1,15}){0,3})?\)$/
const NEAR_BOX = /^([un])\((\d{1,9})(?:,(\d{1,15})?(?:,\d{1,15}){0,3})?\)$/
const POOL_ENTRY = /^'((?:[^'\\]|\\.)*)',?$/
/** The first character of an entry is how much of the previous one it repeats, plus this. */
const PREFIX_BASE = 32
/** Few bytes could otherwise stand for gigabytes of names. */
const MOST_NAME_CHARACTERS_PER_BYTE = 32

/**
 * Finds the boxes among the page's lines.
 *
 * @param name what to call the file in messages
 * @throws HeadwaterError `too-large` where the names repeat each other beyond measure
 */
export function readHtmlFrames(lines: readonly string[], name: string): HtmlFrames {
  const pool = readPool(lines, name)
  const suffixes = countColours(lines) <= OLD_SUFFIXES.length ? OLD_SUFFIXES : SUFFIXES
  const start = lines.findIndex((line, index) => isBox(line) && index >= (pool?.end ?? 0))
  const boxes: HtmlBox[] = []
  let understoodBytes = 0
  let skippedBytes = 0
  let firstSkipped = 0
  for (let index = start; index !== -1 && index < lines.length; index++) {
    const line = lines[index] as string
    if (line === '' || line.startsWith('</script')) break
    const box = pool === null ? readOldBox(line, suffixes) : readBox(line, pool.names, boxes.at(-1))
    if (box === null) {
      skippedBytes += line.length
      firstSkipped ||= index + 1
    } else {
      boxes.push(box)
      understoodBytes += line.length
    }
  }
  return { boxes, understoodBytes, skippedBytes, firstSkipped }
}

function isBox(line: string): boolean {
  return OLD_BOX.test(line) || FAR_BOX.test(line) || NEAR_BOX.test(line)
}

/** How many colours the page's palette has: one for each type of frame. */
function countColours(lines: readonly string[]): number {
  return lines.filter((line) => /^\s*\[0x[0-9a-f]{6}(?:, *\d+){3}\],?$/.test(line)).length
}

/** `f(level,left,width,type,'title')` */
function readOldBox(line: string, suffixes: readonly string[]): HtmlBox | null {
  const [, level, , width, type, title] = OLD_BOX.exec(line) ?? []
  const suffix = suffixes[Number(type)]
  if (title === undefined || suffix === undefined) return null
  return { name: `${unescaped(title)}${suffix}`, level: Number(level), width: Number(width) }
}

/**
 * `f(key,level,left,width)`, `u(key,width)` one level above the box before it, `n(key,width)` right of it. A width that is not
 * given is that of the box before. The key is a name's place in the pool, and the type.
 */
function readBox(line: string, names: readonly string[], previous: HtmlBox | undefined): HtmlBox | null {
  const [, far, farLevel, farWidth] = FAR_BOX.exec(line) ?? []
  const [, call, near, nearWidth] = NEAR_BOX.exec(line) ?? []
  const key = far ?? near
  if (key === undefined) return null
  const title = names[Number(key) >>> 3]
  const suffix = SUFFIXES[Number(key) & 7]
  const level = farLevel === undefined ? (previous?.level ?? 0) + Number(call === 'u') : Number(farLevel)
  const width = Number(farWidth ?? nearWidth ?? previous?.width ?? Number.NaN)
  if (title === undefined || suffix === undefined || Number.isNaN(width)) return null
  return { name: `${title}${suffix}`, level, width }
}

/** `const cpool = [`, the names, sorted, each without what it has in common with the one before. */
function readPool(lines: readonly string[], name: string): { names: string[]; end: number } | null {
  const opening = lines.findIndex((line) => line.startsWith('const cpool = ['))
  if (opening === -1) return null
  const names: string[] = []
  let index = opening + 1
  let bytes = 0
  let characters = 0
  for (; index < lines.length; index++) {
    const entry = POOL_ENTRY.exec(lines[index] as string)?.[1]
    if (entry === undefined) break
    const text = unescaped(entry)
    const previous = names.at(-1)
    const title = previous === undefined ? text : previous.slice(0, text.charCodeAt(0) - PREFIX_BASE) + text.slice(1)
    names.push(title)
    bytes += entry.length
    characters += title.length
    if (characters > MOST_NAME_CHARACTERS_PER_BYTE * (bytes + 1024)) {
      const limit = `${MOST_NAME_CHARACTERS_PER_BYTE} characters of names for each byte`
      throw new HeadwaterError(
        'too-large',
        `${name}: more than ${limit} at line ${index + 1}; a page of async-profiler is accepted`,
      )
    }
  }
  return { names, end: index }
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/gs, '$1')
}
