import { HeadwaterError } from '../../../errors.ts'

const MAXIMUM_DEPTH = 100_000
const MAXIMUM_VALUES = 33_554_432
/** Whole numbers of so many digits are exact. */
const MAXIMUM_DIGITS = 15
const FEW_DIGITS = 8
const HIGHEST_INTEGER = 2 ** 31 - 1
const WRONG_KIND = -1

const SPACE = 0x20
const QUOTE = 0x22
const COMMA = 0x2c
const MINUS = 0x2d
const ZERO = 0x30
const NINE = 0x39
const COLON = 0x3a
const OPENING_BRACKET = 0x5b
const BACKSLASH = 0x5c
const CLOSING_BRACKET = 0x5d
const OPENING_BRACE = 0x7b
const CLOSING_BRACE = 0x7d

/** Whole numbers; of 32 bits where all are so small. */
export type NumberArray = Int32Array | Float64Array

/** A list of whole numbers that is a member of the outermost object. */
export interface NumberList {
  readonly member: string
  readonly values: NumberArray
  /** Where it stands in the file, brackets included. */
  readonly start: number
  readonly end: number
}

/**
 * Looks through a file before `JSON.parse` does.
 *
 * It refuses what few bytes make so deep or so full that reading it would take gigabytes: `JSON.parse` needs some 50 bytes for
 * each level and each `{}`. And it reads long lists of numbers, which are most of many a profile, in half the time. It
 * goes by brackets, commas and quotes alone, so it accepts much that is no JSON.
 *
 * @param members which members of the outermost object to read, where they are lists of whole numbers
 * @throws HeadwaterError `too-large` with the byte offset
 */
export function scanJson(bytes: Uint8Array, name: string, members: readonly string[]): NumberList[] {
  const lists: NumberList[] = []
  let depth = 0
  let values = 1
  for (let at = 0; at < bytes.length; at++) {
    switch (bytes[at]) {
      case QUOTE: {
        const opening = at
        at = closingQuote(bytes, opening)
        const list = depth === 1 ? readMember(bytes, opening, at, members) : null
        if (list === null) break
        lists.push(list)
        values += list.values.length
        at = list.end - 1
        break
      }
      case COMMA:
        values++
        break
      case OPENING_BRACKET:
      case OPENING_BRACE:
        depth++
        values++
        break
      case CLOSING_BRACKET:
      case CLOSING_BRACE:
        depth--
        break
    }
    if (depth > MAXIMUM_DEPTH) throw tooLarge(`nested deeper than ${MAXIMUM_DEPTH} levels`, at, name)
    if (values > MAXIMUM_VALUES) throw tooLarge(`more than ${MAXIMUM_VALUES} values`, at, name)
  }
  return lists
}

export function isNumberArray(value: unknown): value is NumberArray {
  return value instanceof Int32Array || value instanceof Float64Array
}

/** The list behind a member's name, which stands between two quotes; null where it is none, or not wanted. */
function readMember(
  bytes: Uint8Array,
  opening: number,
  closing: number,
  members: readonly string[],
): NumberList | null {
  const member = members.find((wanted) => isText(bytes, opening + 1, closing, wanted))
  if (member === undefined) return null
  const colon = skipSpace(bytes, closing + 1)
  const start = skipSpace(bytes, colon + 1)
  if (bytes[colon] !== COLON || bytes[start] !== OPENING_BRACKET) return null
  return readNumbers(bytes, start, member)
}

function readNumbers(bytes: Uint8Array, start: number, member: string): NumberList | null {
  const closing = bytes.indexOf(CLOSING_BRACKET, start)
  if (closing === -1) return null
  // Each takes two bytes at least. What is not used of the list never gets memory from the system.
  const capacity = Math.min(MAXIMUM_VALUES, (closing - start + 1) >>> 1)
  for (const values of [new Int32Array(capacity), new Float64Array(capacity)]) {
    const length = fillNumbers(bytes, start, values)
    if (length !== WRONG_KIND) return { member, values: values.subarray(0, length), start, end: closing + 1 }
  }
  return null
}

/** @returns how many numbers there are up to the closing bracket; `WRONG_KIND` where a value is none that the list can hold */
function fillNumbers(bytes: Uint8Array, start: number, values: NumberArray): number {
  const highest = values instanceof Int32Array ? HIGHEST_INTEGER : Number.MAX_SAFE_INTEGER
  let length = 0
  let at = start
  do {
    at++
    if ((bytes[at] as number) <= SPACE) at = skipSpace(bytes, at)
    const isNegative = bytes[at] === MINUS
    if (isNegative) at++
    const digits = at
    // Few digits are a small integer, with which V8 is faster.
    let few = 0
    while (at < digits + FEW_DIGITS && isDigit(bytes[at] as number)) few = 10 * few + (bytes[at++] as number) - ZERO
    let value = few
    while (isDigit(bytes[at] as number)) value = 10 * value + (bytes[at++] as number) - ZERO
    const hasLeadingZero = bytes[digits] === ZERO && at > digits + 1
    if (at === digits || at > digits + MAXIMUM_DIGITS || hasLeadingZero) return WRONG_KIND
    if (value > highest || length === values.length) return WRONG_KIND
    values[length++] = isNegative ? -value : value
    if ((bytes[at] as number) <= SPACE) at = skipSpace(bytes, at)
  } while (bytes[at] === COMMA)
  return bytes[at] === CLOSING_BRACKET ? length : WRONG_KIND
}

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= NINE
}

function isText(bytes: Uint8Array, start: number, end: number, text: string): boolean {
  if (end - start !== text.length) return false
  for (let index = 0; index < text.length; index++) {
    if (bytes[start + index] !== text.charCodeAt(index)) return false
  }
  return true
}

function closingQuote(bytes: Uint8Array, opening: number): number {
  let at = opening + 1
  while (at < bytes.length && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1
  return at
}

function skipSpace(bytes: Uint8Array, start: number): number {
  let at = start
  while (at < bytes.length && isSpace(bytes[at] as number)) at++
  return at
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09
}

function tooLarge(what: string, at: number, name: string): HeadwaterError {
  return new HeadwaterError(
    'too-large',
    `${name}: ${what} at byte ${at}; record for a shorter time, or sample less often`,
  )
}
