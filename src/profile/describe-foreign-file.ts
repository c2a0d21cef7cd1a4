import { FOREIGN_JSON, FOREIGN_MAGIC, FOREIGN_TEXTS, type ForeignFile } from './foreign-files.ts'

/** As said of one file. */
export interface ForeignDescription extends ForeignFile {
  /** Whether the file is surely of this kind; otherwise it may as well be a broken profile. */
  readonly isSure: boolean
}

/**
 * Says what a file looks like that no importer understands.
 *
 * @param head its first bytes, decompressed
 */
export function describeForeignFile(head: Uint8Array): ForeignDescription {
  // A TextDecoder of that name would decode Windows-1252.
  const text = Buffer.from(head).toString('latin1')
  const known =
    FOREIGN_MAGIC.find(([magic]) => text.startsWith(magic)) ??
    FOREIGN_TEXTS.find(([pattern]) => pattern.test(text)) ??
    knownJson(text)
  if (known !== undefined) return { ...known[1], isSure: true }
  if (looksLikeUtf16(head)) return { is: 'UTF-16 text', advice: 'save it as UTF-8', isSure: true }
  return { is: describeUnknown(head, text), isSure: false }
}

function describeUnknown(head: Uint8Array, text: string): string {
  if (head.length === 0) return 'an empty file'
  if (looksBinary(head)) return `binary data of no known kind (first bytes ${hexOf(head)})`
  const line = text.search(/\S/)
  if (line === -1) return 'an empty text'
  if (/^\s*</.test(text)) return text.includes('<svg') ? 'an SVG picture' : 'XML or HTML'
  if (!startsLikeJson(text)) return `text of no known kind from line ${text.slice(0, line).split('\n').length} on`
  const keys = [...jsonKeys(text)].slice(0, 3).join(', ')
  return keys === '' ? 'JSON of another kind' : `JSON of another kind (with ${keys})`
}

function knownJson(text: string): (typeof FOREIGN_JSON)[number] | undefined {
  if (!startsLikeJson(text)) return undefined
  const keys = jsonKeys(text)
  return FOREIGN_JSON.find(([wanted]) => wanted.every((key) => keys.has(key)))
}

function startsLikeJson(text: string): boolean {
  return /^\s*[[{]/.test(text)
}

function jsonKeys(text: string): Set<string> {
  return new Set([...text.matchAll(/"([\w$-]{1,40})"\s*:/g)].map(([, key]) => key ?? ''))
}

/** Every other byte is zero. */
function looksLikeUtf16(head: Uint8Array): boolean {
  const zeros = [0, 0]
  for (const [index, byte] of head.entries()) if (byte === 0) zeros[index % 2] = (zeros[index % 2] as number) + 1
  const [even, odd] = zeros as [number, number]
  return head.length >= 8 && Math.max(even, odd) > 0.4 * head.length && Math.min(even, odd) < 0.01 * head.length
}

function looksBinary(head: Uint8Array): boolean {
  const controls = head.reduce(
    (count, byte) => count + Number(byte < 0x09 || (byte > 0x0d && byte < 0x20 && byte !== 0x1b)),
    0,
  )
  return controls > 0.01 * head.length
}

function hexOf(head: Uint8Array): string {
  return [...head.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ')
}
