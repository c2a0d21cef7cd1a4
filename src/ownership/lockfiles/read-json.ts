import { type ParseError, parse } from 'jsonc-parser'
import type { ServiceFile } from '../types.ts'
import { type Fields, isFields } from './fields.ts'
import { malformed } from './malformed.ts'

/**
 * Reads a file that holds one JSON object.
 *
 * @throws HeadwaterError `lockfile-malformed` with the line
 */
export function readJson(file: ServiceFile): Fields {
  const text = withoutMark(file.text)
  try {
    return objectOf(file, JSON.parse(text))
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    // The engine's message names the place in words that change between versions; the tolerant reader counts.
    readTolerantly({ path: file.path, text }, false)
    throw malformed(file.path, 1, 'not valid JSON', error)
  }
}

/**
 * Reads a file that holds one JSON object with comments and trailing commas.
 *
 * @throws HeadwaterError `lockfile-malformed` with the line
 */
export function readJsonc(file: ServiceFile): Fields {
  const text = withoutMark(file.text)
  return objectOf(file, readWithoutTrailingCommas(text) ?? readTolerantly({ path: file.path, text }, true))
}

/**
 * The engine's own reader takes a quarter of the time. It serves where the commas too many are those before an end of line, as package
 * managers write them: no string of JSON holds one, so nothing within a string is taken away.
 */
function readWithoutTrailingCommas(text: string): unknown {
  try {
    return JSON.parse(text.replace(/,(?=[ \t\r]*\n\s*[}\]])/g, ''))
  } catch {
    return undefined
  }
}

function readTolerantly(file: ServiceFile, comments: boolean): unknown {
  const errors: ParseError[] = []
  let value: unknown
  try {
    value = parse(file.text, errors, { allowTrailingComma: comments, disallowComments: !comments })
  } catch (error) {
    if (error instanceof RangeError) throw malformed(file.path, 1, 'not JSON that can be read (nested too deep)', error)
    throw error
  }
  const first = errors[0]
  if (first === undefined) return value
  const line = file.text.slice(0, first.offset).split('\n').length
  throw malformed(file.path, line, 'not valid JSON; accepted: the whole file as the package manager wrote it')
}

function objectOf(file: ServiceFile, value: unknown): Fields {
  if (isFields(value)) return value
  throw malformed(file.path, 1, 'not a JSON object; accepted: the whole file as the package manager wrote it')
}

function withoutMark(text: string): string {
  return text.replace(/^\uFEFF/, '')
}
