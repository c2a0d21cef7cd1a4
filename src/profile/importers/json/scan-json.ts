import type { Limits } from '../../limits.ts'
import type { ImportedFile } from '../../types.ts'
import { ByteGatherer } from '../bytes/byte-gatherer.ts'
import { JsonScanner } from './json-scanner.ts'
import { type NumberArray, NumberList } from './number-list.ts'

/** What to call the JSON in messages, and how much of it is read. */
export interface JsonPart {
  readonly name: string
  readonly limits: Limits
}

/** A file without its long lists of numbers. */
export interface ScannedJson {
  /** With empty lists in the place of those that have been read. */
  readonly text: Uint8Array
  readonly lists: ReadonlyMap<string, NumberArray>
  /** @returns where in the file, in bytes, a place in `text` is */
  offsetOf(place: number): number
}

/**
 * Reads a JSON file up to where `JSON.parse` takes over, within bounds (`JsonScanner`). Lists of whole numbers, which are most of
 * many a profile, are read while they stream by: in half the time, and nobody holds their text.
 *
 * @param members which members of the outermost object to read, where they are lists of whole numbers
 * @throws HeadwaterError `too-large` with the byte offset
 */
export async function scanJson(file: ImportedFile, members: readonly string[]): Promise<ScannedJson> {
  const splitter = new JsonSplitter(file, members)
  for await (const chunk of file.bytes) splitter.read(chunk)
  return splitter.finish()
}

/** Checks the same bounds of JSON that has been read. */
export function checkJson(bytes: Uint8Array, { name, limits }: JsonPart): void {
  const scanner = new JsonScanner(name, limits)
  for (let at = 0; at < bytes.length; ) at = scanner.scan(bytes, at, 0)
}

interface OpenList {
  readonly member: string
  readonly list: NumberList
  /** Where in the file it begins, behind its bracket. */
  readonly start: number
}

class JsonSplitter {
  readonly #members: readonly string[]
  readonly #scanner: JsonScanner
  readonly #text: ByteGatherer
  readonly #lists = new Map<string, NumberArray>()
  /** Where something was left out of the text, or written shorter, and by how many bytes. */
  readonly #gaps: { readonly place: number; readonly bytes: number }[] = []
  #open: OpenList | null = null
  /** Where in the file the piece begins that is being read. */
  #offset = 0

  constructor({ name, limits }: JsonPart, members: readonly string[]) {
    this.#members = members
    this.#scanner = new JsonScanner(name, limits)
    this.#text = new ByteGatherer(name, limits)
  }

  read(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) {
      at = this.#open === null ? this.#readText(bytes, at) : this.#readList(this.#open, bytes, at)
    }
    this.#offset += bytes.length
  }

  finish(): ScannedJson {
    if (this.#open !== null) this.#giveBack(this.#open, this.#offset)
    return {
      text: this.#text.bytes,
      lists: this.#lists,
      offsetOf: (place) => this.#gaps.reduce((sum, gap) => sum + (gap.place <= place ? gap.bytes : 0), place),
    }
  }

  #readText(bytes: Uint8Array, start: number): number {
    const end = this.#scanner.scan(bytes, start, this.#offset)
    this.#text.append(bytes.subarray(start, end))
    const member = this.#scanner.isAtList ? openedMember(this.#text.bytes, this.#members) : undefined
    if (member !== undefined) this.#open = { member, list: new NumberList(), start: this.#offset + end }
    return end
  }

  #readList(open: OpenList, bytes: Uint8Array, start: number): number {
    const { list, member } = open
    const known = list.length
    const end = list.read(bytes, start)
    this.#scanner.count(list.length - known, this.#offset + end)
    if (list.state === 'broken') this.#giveBack(open, this.#offset + end)
    if (list.state === 'closed') {
      this.#lists.set(member, list.values)
      this.#close(open, this.#offset + end)
    }
    return end
  }

  /** Leaves a list to `JSON.parse`. */
  #giveBack(open: OpenList, end: number): void {
    const before = this.#text.length
    for (const piece of open.list.text()) this.#text.append(encoder.encode(piece))
    this.#close({ ...open, start: open.start + this.#text.length - before }, end)
  }

  #close({ start }: OpenList, end: number): void {
    this.#gaps.push({ place: this.#text.length, bytes: end - start })
    this.#open = null
  }
}

const QUOTE = 0x22
const COLON = 0x3a
const BACKSLASH = 0x5c
const SPACES = new Set([0x20, 0x0a, 0x0d, 0x09])
const encoder = new TextEncoder()

/** Which of some members the list is that text opens with its last byte, if any: `"samples" : [`. */
function openedMember(text: Uint8Array, members: readonly string[]): string | undefined {
  const colon = skipSpaceBack(text, text.length - 2)
  const quote = skipSpaceBack(text, colon - 1)
  if (text[colon] !== COLON || text[quote] !== QUOTE) return undefined
  return members.find((member) => {
    const start = quote - member.length
    // A quote behind a backslash is part of a longer name.
    if (text[start - 1] !== QUOTE || text[start - 2] === BACKSLASH) return false
    for (let index = 0; index < member.length; index++) {
      if (text[start + index] !== member.charCodeAt(index)) return false
    }
    return true
  })
}

function skipSpaceBack(text: Uint8Array, start: number): number {
  let at = start
  while (SPACES.has(text[at] as number)) at--
  return at
}
