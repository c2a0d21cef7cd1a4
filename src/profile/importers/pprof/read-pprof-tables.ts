import { PprofStrings } from './pprof-strings.ts'
import { ProtobufCursor } from './protobuf-cursor.ts'

/** An unsigned integer of 64 bits: a number where it is a safe integer, else a bigint. */
export type Id = number | bigint

/** What is measured, and in which unit: `cpu`, `nanoseconds`. */
export interface ValueType {
  readonly type: string
  readonly unit: string
}

/** A place in the code. */
export interface Location {
  /** 0 where the mapped object is not known. */
  readonly mapping: Id
  /** The functions at this place, innermost first: each is inlined into the next one. 0 where one is not known. */
  readonly functions: readonly Id[]
}

/** Names are indices into the table of strings, the line is the one on which the function begins; 0 is unknown. */
export interface FunctionEntry {
  readonly name: Id
  readonly systemName: Id
  readonly file: Id
  readonly startLine: Id
}

/** A message `perftools.profiles.Profile` but for its samples, which refer to these tables and mostly stand before them. */
export interface PprofTables {
  readonly sampleTypes: readonly ValueType[]
  readonly periodType: ValueType
  /** How much of `periodType` passes between two samples; 0 where it is not known. */
  readonly period: number
  readonly durationNanoseconds: number
  readonly locations: ReadonlyMap<Id, Location>
  readonly functions: ReadonlyMap<Id, FunctionEntry>
  /** The mapped objects' file names, as indices into the table of strings. */
  readonly mappings: ReadonlyMap<Id, Id>
  readonly strings: PprofStrings
  /** Bytes of fields that profile.proto does not have. */
  readonly ignoredBytes: number
}

/** The field of `Profile` that holds a sample. */
export const SAMPLE = 2

/**
 * Reads a pprof profile's tables.
 *
 * @throws HeadwaterError `profile-malformed` with the byte offset
 */
export function readPprofTables(bytes: Uint8Array, fileName: string): PprofTables {
  const top = new ProtobufCursor(bytes, fileName)
  const inner = new ProtobufCursor(bytes, fileName)
  const innermost = new ProtobufCursor(bytes, fileName)
  const sampleTypes: [Id, Id][] = []
  let periodType: [Id, Id] = [0, 0]
  let period = 0
  let durationNanoseconds = 0
  const locations = new Map<Id, Location>()
  const functions = new Map<Id, FunctionEntry>()
  const mappings = new Map<Id, Id>()
  const strings = new PprofStrings(bytes, fileName)

  top.moveTo(0, bytes.length)
  while (top.next()) {
    switch (top.field) {
      case 1:
        sampleTypes.push(readValueType())
        break
      case SAMPLE:
        top.expectBytes()
        break
      case 3:
        readMapping()
        break
      case 4:
        readLocation()
        break
      case 5:
        readFunction()
        break
      case 6:
        top.expectBytes()
        strings.add(top.start, top.end)
        break
      case 10:
        durationNanoseconds = top.signed()
        break
      case 11:
        periodType = readValueType()
        break
      case 12:
        period = top.signed()
        break
      case 7: // functions that `go tool pprof` is to drop
      case 8: // and to keep
      case 9: // when the recording began
      case 14: // the sample type to show first; Headwater picks one by name
      case 15: // where the profile is documented
        top.signed()
        break
      case 13: // comments, packed or not
        if (!top.holdsBytes) top.signed()
        break
      default:
        top.ignore()
    }
  }
  if (sampleTypes.length === 0) throw top.fault('the profile does not say what it measures')
  if (!strings.wellFormed) throw top.fault('the table of strings is missing, or does not begin with the empty string')
  return {
    sampleTypes: sampleTypes.map(valueType),
    periodType: valueType(periodType),
    period,
    durationNanoseconds,
    locations,
    functions,
    mappings,
    strings,
    ignoredBytes: top.ignoredBytes + inner.ignoredBytes + innermost.ignoredBytes,
  }

  function valueType([type, unit]: [Id, Id]): ValueType {
    return { type: strings.text(type), unit: strings.text(unit) }
  }

  function readValueType(): [Id, Id] {
    const [, type = 0, unit = 0] = readNumbers(top, inner, 2)
    return [type, unit]
  }

  function readMapping(): void {
    const [, id = 0, , , , file = 0] = readNumbers(top, inner, 10)
    insert(mappings, id, file, 'mapping')
  }

  function readFunction(): void {
    const [, id = 0, name = 0, systemName = 0, file = 0, startLine = 0] = readNumbers(top, inner, 5)
    insert(functions, id, { name, systemName, file, startLine }, 'function')
  }

  function readLocation(): void {
    let id: Id = 0
    let mapping: Id = 0
    const lines: Id[] = []
    top.expectBytes()
    inner.moveTo(top.start, top.end)
    while (inner.next()) {
      switch (inner.field) {
        case 1:
          id = inner.id()
          break
        case 2:
          mapping = inner.id()
          break
        case 4: {
          // The line that ran is no part of a `Frame`, which has the line on which its function begins.
          const [, functionId = 0] = readNumbers(inner, innermost, 3)
          lines.push(functionId)
          break
        }
        case 3: // the address
        case 5: // whether several functions share the address
          inner.id()
          break
        default:
          inner.ignore()
      }
    }
    insert(locations, id, { mapping, functions: lines }, 'location')
  }

  function insert<T>(table: Map<Id, T>, id: Id, value: T, what: string): void {
    if (id === 0) throw top.fault(`a ${what} has no id`)
    if (table.has(id)) throw top.fault(`a second ${what} has the id ${id}`)
    table.set(id, value)
  }
}

/**
 * Reads a message that holds numbers only.
 *
 * @param outer stands on the field with the message
 * @param cursor goes through the message
 * @param count how many fields the message can have, numbered from 1
 * @returns the numbers at the places of their fields; places of missing fields are empty
 */
function readNumbers(outer: ProtobufCursor, cursor: ProtobufCursor, count: number): Id[] {
  const numbers: Id[] = []
  outer.expectBytes()
  cursor.moveTo(outer.start, outer.end)
  while (cursor.next()) {
    if (cursor.field <= count) numbers[cursor.field] = cursor.id()
    else cursor.ignore()
  }
  return numbers
}
