const SPACE = 0x20
const COLON = 0x3a
const SLASH = 0x2f
const DOT = 0x2e
const MINUS = 0x2d
const OPENING = 0x5b
const CLOSING = 0x5d
/** What begins a line of `perf script` that is a record of another kind than a sample. */
export const RECORD = 'PERF_RECORD_'

/** The line that begins a sample, as byte positions and numbers. */
export interface PerfHeader {
  /** Command name and ids are the bytes from the line's first one that is no space to here. */
  readonly threadEnd: number
  /** NaN where the line has no time. */
  readonly seconds: number
  /** NaN where the line has no period. */
  readonly period: number
  /** The event's name, without the colon behind it; empty where the line has none. `PERF_RECORD_*` is no event, but named here. */
  readonly eventStart: number
  readonly eventEnd: number
  /** Where what follows begins: nothing, a frame, or a tracepoint's fields. */
  readonly rest: number
}

interface Token {
  readonly start: number
  readonly end: number
}

/**
 * Reads `comm pid/tid [cpu] time: period event:`. All but command, one id, and one of time and event can be missing, and the
 * command may hold spaces and digits. So the first word that ends in a colon and has ids in front of it decides.
 *
 * @param start the line's first byte that is no space
 * @param end one past its last byte that is no space
 */
export function readPerfHeader(bytes: Uint8Array, start: number, end: number): PerfHeader | null {
  const before: [Token | null, Token | null, Token | null] = [null, null, null]
  for (let token = nextToken(bytes, start, end); token !== null; token = nextToken(bytes, token.end, end)) {
    if (bytes[token.end - 1] === COLON) {
      const header = isTime(bytes, token) ? timedHeader(bytes, before, token, end) : untimedHeader(bytes, before, token)
      if (header !== null) return header
    }
    before[2] = before[1]
    before[1] = before[0]
    before[0] = token
  }
  return null
}

/** `comm 4712 [003] 12.345678: 10101010 cpu-clock:`, the event possibly missing. */
function timedHeader(
  bytes: Uint8Array,
  [last, beforeLast]: [Token | null, Token | null, Token | null],
  time: Token,
  end: number,
): PerfHeader | null {
  const ids = isCpu(bytes, last) ? beforeLast : last
  if (!isIds(bytes, ids)) return null
  const next = nextToken(bytes, time.end, end)
  const period = isWholeNumber(bytes, next) ? next : null
  const event = period === null ? next : nextToken(bytes, period.end, end)
  const hasEvent = event !== null && (isEvent(bytes, event) || isRecordName(bytes, event))
  const rest = (hasEvent ? event : (period ?? time)).end
  return {
    threadEnd: ids.end,
    seconds: readSeconds(bytes, time),
    period: period === null ? Number.NaN : readNumber(bytes, period.start, period.end),
    eventStart: hasEvent ? event.start : rest,
    eventEnd: hasEvent ? nameEnd(bytes, event) : rest,
    rest,
  }
}

/** `comm 4712 [003] 10101010 cpu-clock:` */
function untimedHeader(
  bytes: Uint8Array,
  [last, second, third]: [Token | null, Token | null, Token | null],
  event: Token,
): PerfHeader | null {
  if (!isEvent(bytes, event)) return null
  const behindPeriod = isCpu(bytes, second) ? third : second
  const hasPeriod = isWholeNumber(bytes, last) && isIds(bytes, behindPeriod)
  const ids = hasPeriod ? behindPeriod : isCpu(bytes, last) ? second : last
  if (!isIds(bytes, ids)) return null
  return {
    threadEnd: ids.end,
    seconds: Number.NaN,
    period: hasPeriod && last !== null ? readNumber(bytes, last.start, last.end) : Number.NaN,
    eventStart: event.start,
    eventEnd: event.end - 1,
    rest: event.end,
  }
}

function nextToken(bytes: Uint8Array, from: number, end: number): Token | null {
  let start = from
  while (start < end && (bytes[start] as number) <= SPACE) start++
  if (start === end) return null
  let tokenEnd = start
  while (tokenEnd < end && (bytes[tokenEnd] as number) > SPACE) tokenEnd++
  return { start, end: tokenEnd }
}

/** `12.345678:` */
function isTime(bytes: Uint8Array, { start, end }: Token): boolean {
  const dot = digitsEnd(bytes, start, end)
  return dot > start && bytes[dot] === DOT && digitsEnd(bytes, dot + 1, end) === end - 1 && end - dot > 2
}

/** A name, which begins with no digit, and a colon behind it. */
function isEvent(bytes: Uint8Array, { start, end }: Token): boolean {
  return bytes[end - 1] === COLON && end - start > 1 && !isDigit(bytes[start] as number)
}

/** `PERF_RECORD_MMAP2`, with or without a colon: what `--show-mmap-events` and its kin print between the samples. */
function isRecordName(bytes: Uint8Array, { start, end }: Token): boolean {
  if (end - start <= RECORD.length) return false
  for (let at = 0; at < RECORD.length; at++) if (bytes[start + at] !== RECORD.charCodeAt(at)) return false
  return true
}

function nameEnd(bytes: Uint8Array, { end }: Token): number {
  return bytes[end - 1] === COLON ? end - 1 : end
}

/** `4711/4712`, `4712`, `-1` */
function isIds(bytes: Uint8Array, token: Token | null): token is Token {
  if (token === null) return false
  const first = idEnd(bytes, token.start, token.end)
  if (first === token.end) return true
  return first > 0 && bytes[first] === SLASH && idEnd(bytes, first + 1, token.end) === token.end
}

/** @returns where the id ends; 0 where there is none */
function idEnd(bytes: Uint8Array, start: number, end: number): number {
  const digits = bytes[start] === MINUS ? start + 1 : start
  const after = digitsEnd(bytes, digits, end)
  return after > digits ? after : 0
}

/** `[003]` */
function isCpu(bytes: Uint8Array, token: Token | null): boolean {
  if (token === null || bytes[token.start] !== OPENING || bytes[token.end - 1] !== CLOSING) return false
  return digitsEnd(bytes, token.start + 1, token.end) === token.end - 1
}

function isWholeNumber(bytes: Uint8Array, token: Token | null): token is Token {
  return token !== null && digitsEnd(bytes, token.start, token.end) === token.end
}

function digitsEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = start
  while (at < end && isDigit(bytes[at] as number)) at++
  return at
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39
}

function readSeconds(bytes: Uint8Array, { start, end }: Token): number {
  const dot = digitsEnd(bytes, start, end)
  const fraction = readNumber(bytes, dot + 1, end - 1)
  return readNumber(bytes, start, dot) + fraction / 10 ** (end - 1 - (dot + 1))
}

function readNumber(bytes: Uint8Array, start: number, end: number): number {
  let number = 0
  for (let at = start; at < end; at++) number = 10 * number + (bytes[at] as number) - 0x30
  return number
}
