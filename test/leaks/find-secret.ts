import { gunzipSync, inflateSync } from 'node:zlib'

/** A text or file that leaves, and where it goes. */
export interface Sent {
  readonly where: string
  readonly bytes: Uint8Array
}

/** What of a text or file would show a word of it, unpacked and decoded. */
export interface Readable {
  readonly where: string
  /** Lower case. */
  readonly text: string
  /** As it is: Base64 tells cases apart. */
  readonly raw: string
}

/** Makes readable what leaves: percent signs, entities of HTML, escapes of JSON and what PNG and gzip pack. */
export function makeReadable({ where, bytes }: Sent): Readable {
  const data = Buffer.from(bytes)
  const raw = [data.toString('latin1'), ...unpacked(data)].join('\n')
  return { where, raw, text: [raw, decoded(raw)].join('\n').toLowerCase() }
}

/** Whether a word can be read: plain, encoded as in `makeReadable`, in Base64 at any offset, or in hexadecimal. */
export function holds({ text, raw }: Readable, word: string): boolean {
  const lower = word.toLowerCase()
  return (
    text.includes(lower) ||
    text.includes(Buffer.from(lower).toString('hex')) ||
    [word, lower, lower.charAt(0).toUpperCase() + lower.slice(1)].some((spelling) =>
      inBase64(spelling).some((part) => raw.includes(part)),
    )
  )
}

/** What a word is in Base64 behind 0, 1 and 2 bytes of others, without the digits that those or the next ones have a part in. */
function inBase64(word: string): string[] {
  return [0, 1, 2].flatMap((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(word)])
    const whole = Math.floor((bytes.length * 8) / 6)
    const skipped = Math.ceil((before * 8) / 6)
    return [bytes.toString('base64').slice(skipped, whole), bytes.toString('base64url').slice(skipped, whole)]
  })
}

function decoded(text: string): string {
  return text
    .replace(/%([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)))
    .replace(/&#x([0-9a-f]{1,6});/gi, (_, digits: string) => character(Number.parseInt(digits, 16)))
    .replace(/&#(\d{1,7});/g, (_, digits: string) => character(Number(digits)))
    .replace(/\\u\{?([0-9a-f]{1,6})\}?/gi, (_, digits: string) => character(Number.parseInt(digits, 16)))
}

function character(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : ''
}

function unpacked(data: Buffer): string[] {
  if (data.subarray(1, 4).toString() === 'PNG') return textsOfPng(data)
  return data[0] === 0x1f && data[1] === 0x8b ? [gunzipSync(data).toString('latin1')] : []
}

/** Every chunk of a PNG (https://www.w3.org/TR/png-3/) that is no picture, unpacked where it is packed. */
function textsOfPng(data: Buffer): string[] {
  const texts: string[] = []
  for (let at = 8; at + 8 <= data.length; ) {
    const length = data.readUInt32BE(at)
    const type = data.subarray(at + 4, at + 8).toString('latin1')
    const body = data.subarray(at + 8, at + 8 + length)
    if (type !== 'IDAT') texts.push(body.toString('latin1'))
    if (type === 'zTXt' || type === 'iCCP')
      texts.push(inflateSync(body.subarray(body.indexOf(0) + 2)).toString('latin1'))
    at += length + 12
  }
  return texts
}
