import { HeadwaterError } from '../../../errors.ts'
import type { ImportedFile } from '../../types.ts'
import { gatherBytes } from '../bytes/gather-bytes.ts'
import { closeJson } from './close-json.ts'
import { findJsonFault } from './find-json-fault.ts'
import { checkJson, type JsonPart, type ScannedJson, scanJson } from './scan-json.ts'

/** A JSON object whose members nobody has looked at yet. */
export type JsonObject = { readonly [member: string]: unknown }

/**
 * Reads a JSON file whole: its parts refer to later ones.
 *
 * @param numberLists members of the outermost object that are a `NumberArray` in the result, where they hold whole numbers
 * @throws HeadwaterError `too-large`, or `profile-malformed` with the byte offset of what is not JSON
 */
export async function readJson(file: ImportedFile, numberLists: readonly string[] = []): Promise<unknown> {
  const scanned = await scanJson(file, numberLists)
  const value = parse(scanned, file.name)
  return isJsonObject(value) ? { ...value, ...Object.fromEntries(scanned.lists) } : value
}

/** The same of a file, or a part of one, that has been read. */
export function readJsonBytes(whole: Uint8Array, part: JsonPart): unknown {
  checkJson(whole, part)
  return parse({ text: whole, offsetOf: (place) => place }, part.name)
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
 * @throws HeadwaterError as `readJson`, where the file is broken in another way than that its end is missing
 */
export async function readCutJson(file: ImportedFile): Promise<CutJson> {
  const { name } = file
  const whole = await gatherBytes(file)
  checkJson(whole, file)
  const text = new TextDecoder().decode(whole)
  try {
    return { value: JSON.parse(text), cutAt: null }
  } catch (cause) {
    const depth = text.trimStart().startsWith('[') ? 1 : 2
    const isCut = CUT_TOKEN.test(text.slice(findJsonFault(text)))
    const closed = isCut ? closeJson(text, depth) : null
    if (closed === null) throw notJson(text, (place) => place, name, cause)
    return { value: JSON.parse(closed.text), cutAt: Buffer.byteLength(text.slice(0, closed.end)) }
  }
}

/** What may be left of a number or of `true` at the end of a file. */
const CUT_TOKEN = /^[\w.+-]{0,40}\s{0,40}$/

function parse({ text, offsetOf }: Pick<ScannedJson, 'text' | 'offsetOf'>, name: string): unknown {
  // Bytes that are no UTF-8 spoil a name, not the recording: they become U+FFFD.
  const decoded = new TextDecoder().decode(text)
  try {
    return JSON.parse(decoded)
  } catch (cause) {
    throw notJson(decoded, offsetOf, name, cause)
  }
}

function notJson(text: string, offsetOf: ScannedJson['offsetOf'], name: string, cause: unknown): HeadwaterError {
  const fault = findJsonFault(text)
  const offset = offsetOf(Buffer.byteLength(text.slice(0, fault)))
  const what = fault === text.length ? 'ends in the middle of a JSON value' : 'is not JSON'
  const message = `${name}: ${what} at byte ${offset}; a complete JSON file is accepted`
  return new HeadwaterError('profile-malformed', message, { cause })
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
