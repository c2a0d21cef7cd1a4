import type { JfrCursor } from './jfr-cursor.ts'
import type { JfrField, JfrTypes } from './read-jfr-types.ts'

/** A key into a pool of constants. A class, for a record may have fields of any name. */
export class JfrReference {
  readonly type: number
  readonly key: number

  constructor(type: number, key: number) {
    this.type = type
    this.key = key
  }
}

export type JfrValue = number | string | null | JfrReference | JfrRecord | readonly JfrValue[]

/** A value that has fields, by their names. */
export interface JfrRecord {
  readonly [field: string]: JfrValue
}

/** Types hold types; in what the JVM writes three deep. */
const MAXIMUM_DEPTH = 16
/**
 * A value takes a byte at least, unless its type has no fields: few bytes must not stand for values without end. Constants that
 * many others refer to are read more than once.
 */
const VALUES_PER_BYTE = 32

/**
 * The values of one chunk: those of its events, read where they stand, and its constants, read when they are asked for.
 * Everything goes by the types that the chunk describes.
 */
export class JfrValues {
  readonly #cursor: JfrCursor
  readonly #types: JfrTypes
  /** By type and key, the texts that have been found. */
  readonly #knownTexts = new Map<number, Map<number, string>>()
  /** By type and key, where the constant stands. */
  readonly #pools = new Map<number, Map<number, number>>()
  readonly #texts: number
  #valuesLeft: number

  constructor(cursor: JfrCursor, types: JfrTypes) {
    this.#cursor = cursor
    this.#types = types
    this.#valuesLeft = VALUES_PER_BYTE * cursor.length
    this.#texts = [...types].find(([, { name }]) => name === 'java.lang.String')?.[0] ?? -1
  }

  /** Notes where the constants of a checkpoint stand; the cursor is behind the event's type. */
  readCheckpoint(): void {
    const cursor = this.#cursor
    cursor.long() // start
    cursor.long() // duration
    cursor.long() // distance to the checkpoint before it
    cursor.byte() // what it is for
    for (let pools = cursor.count(); pools > 0; pools--) {
      const type = cursor.long()
      const pool = this.#pools.get(type) ?? new Map<number, number>()
      this.#pools.set(type, pool)
      for (let constants = cursor.count(); constants > 0; constants--) {
        pool.set(cursor.long(), cursor.position)
        this.#skipValue(type, 0)
      }
    }
  }

  /** Reads an event's fields; the cursor is behind its type. */
  readEvent(type: number): JfrRecord {
    return this.#readRecord(type, 0)
  }

  /** The constant that is meant; null where the chunk does not have it. */
  resolve(reference: JfrValue | undefined): JfrRecord | null {
    if (!(reference instanceof JfrReference)) return isRecord(reference) ? reference : null
    const place = this.#pools.get(reference.type)?.get(reference.key)
    if (place === undefined) return null
    this.#cursor.position = place
    return this.#readRecord(reference.type, 0)
  }

  /** A text, wherever it stands: in the value, in the pool of texts, or as the only field of a constant, such as a symbol. */
  text(value: JfrValue | undefined): string | null {
    if (!(value instanceof JfrReference)) return this.#findText(value)
    const known = this.#knownTexts.get(value.type)?.get(value.key)
    if (known !== undefined) return known
    const text = this.#findText(value)
    if (text === null) return null
    const ofType = this.#knownTexts.get(value.type) ?? new Map<number, string>()
    this.#knownTexts.set(value.type, ofType.set(value.key, text))
    return text
  }

  #findText(value: JfrValue | undefined): string | null {
    for (let hop = 0, current = value; hop < MAXIMUM_DEPTH; hop++) {
      if (typeof current === 'string') return current
      if (current instanceof JfrReference && current.type === this.#texts) current = this.#pooledText(current.key)
      else current = Object.values(this.resolve(current) ?? {})[0]
      if (current === null || current === undefined) return null
    }
    return null
  }

  #pooledText(key: number): JfrValue {
    const place = this.#pools.get(this.#texts)?.get(key)
    if (place === undefined) return null
    this.#cursor.position = place
    return this.#readText()
  }

  #readText(): JfrValue {
    const text = this.#cursor.text()
    return text === null || typeof text === 'string' ? text : new JfrReference(this.#texts, text.key)
  }

  #readRecord(type: number, depth: number): JfrRecord {
    const record: { [field: string]: JfrValue } = {}
    for (const field of this.#fields(type, depth)) record[field.name] = this.#readField(field, depth)
    return record
  }

  #readField(field: JfrField, depth: number): JfrValue {
    if (!field.isList) return this.#readOne(field, depth)
    const list: JfrValue[] = []
    for (let left = this.#cursor.count(); left > 0; left--) list.push(this.#readOne(field, depth))
    return list
  }

  #readOne({ type, isPooled }: JfrField, depth: number): JfrValue {
    this.#countValue()
    if (isPooled) return new JfrReference(type, this.#cursor.long())
    switch (this.#types.get(type)?.name) {
      case 'boolean':
      case 'byte':
        return this.#cursor.byte()
      case 'char':
      case 'short':
      case 'int':
      case 'long':
        return this.#cursor.long()
      case 'float':
        return this.#cursor.float()
      case 'double':
        return this.#cursor.double()
      case 'java.lang.String':
        return this.#readText()
      default:
        return this.#readRecord(type, depth + 1)
    }
  }

  #skipFields(type: number, depth: number): void {
    for (const field of this.#fields(type, depth)) {
      for (let left = field.isList ? this.#cursor.count() : 1; left > 0; left--) {
        if (field.isPooled) {
          this.#countValue()
          this.#cursor.long()
        } else this.#skipValue(field.type, depth)
      }
    }
  }

  #skipValue(type: number, depth: number): void {
    this.#countValue()
    switch (this.#types.get(type)?.name) {
      case 'boolean':
      case 'byte':
        this.#cursor.skip(1)
        break
      case 'char':
      case 'short':
      case 'int':
      case 'long':
        this.#cursor.long()
        break
      case 'float':
        this.#cursor.skip(4)
        break
      case 'double':
        this.#cursor.skip(8)
        break
      case 'java.lang.String':
        this.#cursor.skipText()
        break
      default:
        this.#skipFields(type, depth + 1)
    }
  }

  #fields(type: number, depth: number): readonly JfrField[] {
    const fields = this.#types.get(type)?.fields
    if (fields === undefined) throw this.#cursor.fault(`a value of type ${type}, which the chunk does not describe`)
    if (depth > MAXIMUM_DEPTH) throw this.#cursor.fault('types nested too deep')
    return fields
  }

  #countValue(): void {
    if (this.#valuesLeft-- === 0) throw this.#cursor.fault('more values than the chunk can hold')
  }
}

function isRecord(value: JfrValue | undefined): value is JfrRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
