import { HeadwaterError } from '../../../errors.ts'
import { gatherBytes } from '../bytes/gather-bytes.ts'
import { closeJson } from './close-json.ts'
import { findJsonFault } from './find-json-fault.ts'
import { type NumberList, scanJson } from './scan-json.ts'

/** A JSON object whose members nobody has looked at yet. */
export type JsonObject = { readonly [member: string]: unknown }

/**
 * Reads a JSON file whole: its parts refer to later ones.
 *
 * @param name what to call the file in messages
 * @param numberLists members of the outermost object that are a `NumberArray` in the result, where they hold whole numbers
 * @throws HeadwaterError `too-large`, or `profile-malformed` with the byte offset of what is not JSON
 */
export async function readJson(
  bytes: AsyncIterable<Uint8Array>,
  name: string,
  numberLists: readonly string[] = [],
): Promise<unknown> {
  return readJsonBytes(await gatherBytes(bytes, name), name, numberLists)
}

/** The same of a file, or a part of one, that has been read. */
export function readJsonBytes(whole: Uint8Array, name: string, numberLists: readonly string[] = []): unknown {
  const lists = scanJson(whole, name, numberLists)
  const value = parse(whole, lists, name)
  if (!isJsonObject(value)) return value
  return { ...value, ...Object.fromEntries(lists.map(({ member, values }) => [member, values])) }
}

/** What could be read of a file that may break off. */
export interface CutJson {
  readonly value: unknown
  /** Where in the file, in bytes, the part that was read ends; null where the file is complete. */
  readonly cutAt: number | null
}

/**
 * Reads a JSON file that is one long list of objects, or an object that ends in such a list, as far as it goes.
 *
 * @param name what to call the file in messages
 * @throws HeadwaterError as `readJson`, where the file is broken in another way than that its end is missing
 */
export async function readCutJson(bytes: AsyncIterable<Uint8Array>, name: string): Promise<CutJson> {
  const whole = await gatherBytes(bytes, name)
  scanJson(whole, name, [])
  const text = new TextDecoder().decode(whole)
  try {
    return { value: JSON.parse(text), cutAt: null }
  } catch (cause) {
    const depth = text.trimStart().startsWith('[') ? 1 : 2
    const isCut = CUT_TOKEN.test(text.slice(findJsonFault(text)))
    const closed = isCut ? closeJson(text, depth) : null
    if (closed === null) throw notJson(text, name, cause)
    return { value: JSON.parse(closed.text), cutAt: Buffer.byteLength(text.slice(0, closed.end)) }
  }
}

/** What may be left of a number or of `true` at the end of a file. */
const CUT_TOKEN = /^[\w.+-]{0,40}\s{0,40}$/

/** Parses the file with empty lists in the place of those that have been read. */
function parse(whole: Uint8Array, lists: readonly NumberList[], name: string): unknown {
  // Bytes that are no UTF-8 spoil a name, not the recording: they become U+FFFD.
  const decoder = new TextDecoder()
  let text = ''
  let at = 0
  for (const { start, end } of lists) {
    text += `${decoder.decode(whole.subarray(at, start))}[]`
    at = end
  }
  text += decoder.decode(whole.subarray(at))
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw notJson(decoder.decode(whole), name, cause)
  }
}

function notJson(text: string, name: string, cause: unknown): HeadwaterError {
  const fault = findJsonFault(text)
  const offset = Buffer.byteLength(text.slice(0, fault))
  const what = fault === text.length ? 'ends in the middle of a JSON value' : 'is not JSON'
  const message = `${name}: ${what} at byte ${offset}; a complete JSON file is accepted`
  return new HeadwaterError('profile-malformed', message, { cause })
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * Whether the file can be a JSON object with one of the members, from its first bytes.
 *
 * @param members names of members, one of which is among the first in every file of the format
 */
export function couldBeJsonWith(head: Uint8Array, members: readonly string[]): boolean {
  const text = new TextDecoder().decode(head)
  return /^[ \t\n\r]*\{/.test(text) && members.some((member) => text.includes(`"${member}"`))
}
