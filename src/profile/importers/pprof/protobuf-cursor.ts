import type { HeadwaterError } from '../../../errors.ts'
import { VarintReader } from './varint-reader.ts'

const VARINT = 0
const FIXED_64 = 1
const BYTES = 2
const FIXED_32 = 5

/**
 * Goes through the fields of protobuf messages (https://protobuf.dev/programming-guides/encoding/) where they lie, without
 * making objects of them. One cursor can go through many messages, but only one at a time.
 *
 * @example
 * cursor.moveTo(0, bytes.length)
 * while (cursor.next()) {
 *   if (cursor.field === 10) duration = cursor.signed()
 *   else cursor.ignore()
 * }
 */
export class ProtobufCursor {
  field = 0
  /** Where the field's bytes lie, of a field that holds bytes. */
  start = 0
  end = 0
  /** How many bytes of fields that nobody knows the cursor came by. */
  ignoredBytes = 0
  #wireType = 0
  #fieldStart = 0
  readonly #reader: VarintReader

  /** @param accepted what would be accepted, for messages; a pprof profile where nothing is said */
  constructor(bytes: Uint8Array, fileName: string, accepted?: string) {
    this.#reader = new VarintReader(bytes, fileName, accepted)
  }

  /** Goes on with the message from `start` to before `end`. */
  moveTo(start: number, end: number): void {
    this.#reader.moveTo(start, end)
  }

  /** Where the next field begins. */
  get position(): number {
    return this.#reader.position
  }

  /** @returns false at the message's end */
  next(): boolean {
    const reader = this.#reader
    if (reader.done) return false
    this.#fieldStart = reader.position
    reader.read()
    const tag = reader.signed
    this.field = tag >>> 3
    this.#wireType = tag & 7
    if (tag < 8 || tag > 0xffff_ffff) throw this.fault('no field has this number')
    switch (this.#wireType) {
      case VARINT:
        reader.read()
        break
      case FIXED_64:
        this.#skip(8)
        break
      case BYTES:
        reader.read()
        this.#skip(reader.signed)
        break
      case FIXED_32:
        this.#skip(4)
        break
      default:
        throw this.fault(`field ${this.field} has the unknown wire type ${this.#wireType}`)
    }
    return true
  }

  /** Whether the field holds bytes: a text, a message, or several numbers packed together. */
  get holdsBytes(): boolean {
    return this.#wireType === BYTES
  }

  get holdsNumber(): boolean {
    return this.#wireType === VARINT
  }

  /** Checks that the field holds bytes, from `start` to before `end`. */
  expectBytes(): void {
    if (this.#wireType !== BYTES) throw this.fault(`field ${this.field} holds no bytes`)
  }

  signed(): number {
    this.#expectNumber()
    return this.#reader.signed
  }

  id(): number | bigint {
    this.#expectNumber()
    return this.#reader.id
  }

  /** Passes over a field that nobody knows. */
  ignore(): void {
    this.ignoredBytes += this.#reader.position - this.#fieldStart
  }

  /** @param what what is wrong with the field */
  fault(what: string): HeadwaterError {
    return this.#reader.fault(what, this.#fieldStart)
  }

  #expectNumber(): void {
    if (this.#wireType !== VARINT) throw this.fault(`field ${this.field} holds no number`)
  }

  #skip(length: number): void {
    if (length < 0 || length > this.#reader.remaining) {
      throw this.fault(`field ${this.field} is longer than what is left of its message`)
    }
    this.start = this.#reader.position
    this.end = this.start + length
    this.#reader.position = this.end
  }
}
