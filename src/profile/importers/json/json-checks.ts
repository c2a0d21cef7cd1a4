import { HeadwaterError } from '../../../errors.ts'
import { isNumberArray, type NumberArray } from './number-list.ts'
import { isJsonObject, type JsonObject } from './read-json.ts'

/**
 * Checked access to the values of one JSON file: what has another type than its format says is `profile-malformed`.
 *
 * A value's place in the file, for the message, comes in parts, for millions are asked for and hardly one is ever wrong:
 * `('nodes', 17, 'id')` is `nodes[17].id`.
 */
export class JsonChecks {
  readonly #fileName: string

  constructor(fileName: string) {
    this.#fileName = fileName
  }

  object(value: unknown, list: string, index?: number, member?: string): JsonObject {
    if (isJsonObject(value)) return value
    throw this.#unlike('object', list, index, member)
  }

  list(value: unknown, list: string, index?: number, member?: string): readonly unknown[] {
    if (Array.isArray(value)) return value
    throw this.#unlike('list', list, index, member)
  }

  /** A list of numbers: those that were read as such, as they are; of any others, none has been looked at. */
  numbers(value: unknown, list: string): NumberArray | readonly unknown[] {
    return isNumberArray(value) ? value : this.list(value, list)
  }

  text(value: unknown, list: string, index?: number, member?: string): string {
    if (typeof value === 'string') return value
    throw this.#unlike('text', list, index, member)
  }

  number(value: unknown, list: string, index?: number, member?: string): number {
    if (typeof value === 'number' && Number.isFinite(value)) return value
    throw this.#unlike('number', list, index, member)
  }

  /** A value for a message: short, and on one line. */
  shown(value: unknown): string {
    if (typeof value === 'string') return JSON.stringify(value.slice(0, 40))
    return typeof value === 'number' ? String(value) : `a value of type ${typeof value}`
  }

  /** @param what where, what, and what would be accepted */
  fault(what: string): HeadwaterError {
    return new HeadwaterError('profile-malformed', `${this.#fileName}: ${what}`)
  }

  #unlike(type: string, list: string, index?: number, member?: string): HeadwaterError {
    const place = `${list}${index === undefined ? '' : `[${index}]`}${member === undefined ? '' : `.${member}`}`
    return this.fault(`${place} is missing or no ${type}; a ${type} is accepted`)
  }
}
