import { HeadwaterError } from '../../../errors.ts'
import { ProtobufCursor } from '../pprof/protobuf-cursor.ts'
import { VarintReader } from '../pprof/varint-reader.ts'
import { LENGTH_BYTES } from './is-otlp-protobuf.ts'
import { type RawOtlpSample, readSampleDrafts } from './sample-drafts.ts'
import type { OtlpAttribute, OtlpDictionary, OtlpFunction, OtlpLocation, OtlpProfile, OtlpRequest } from './types.ts'

const ACCEPTED = 'an OTLP message of opentelemetry.proto.profiles.v1development'
const decoder = new TextDecoder()

/** Part of the file that holds one message. */
type Span = readonly [start: number, end: number]

/**
 * Reads one message, or several with their lengths.
 *
 * @throws HeadwaterError `profile-unrecognised` where the file is no such message, `profile-malformed` with the byte offset where it
 *   is broken
 */
export function readOtlpProtobuf(bytes: Uint8Array, fileName: string): OtlpRequest[] {
  const reader = new OtlpReader(bytes, fileName)
  return messagesOf(bytes, fileName).map((span) => reader.request(span))
}

function messagesOf(bytes: Uint8Array, fileName: string): Span[] {
  if (bytes[0] !== 0) return [[0, bytes.length]]
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const spans: Span[] = []
  for (let at = 0; at < bytes.length; ) {
    const start = at + LENGTH_BYTES
    const end = start + (start <= bytes.length ? view.getUint32(at) : 0)
    if (start > bytes.length || end > bytes.length) {
      throw new HeadwaterError(
        'profile-malformed',
        `${fileName}: byte ${at}: a message breaks off; whole ones are accepted`,
      )
    }
    spans.push([start, end])
    at = end
  }
  return spans
}

/** Goes through the fields of messages where they lie; a field is looked for as often as it is asked for. */
class OtlpReader {
  readonly #bytes: Uint8Array
  readonly #fileName: string

  constructor(bytes: Uint8Array, fileName: string) {
    this.#bytes = bytes
    this.#fileName = fileName
  }

  request(span: Span): OtlpRequest {
    const resources: Span[] = []
    let dictionary: Span = [0, 0]
    this.#each(span, (top) => {
      if (top.field > 2 || !top.holdsBytes) {
        const text = `${this.#fileName}: field ${top.field} is none of OTLP profiles; ${ACCEPTED} is accepted`
        throw new HeadwaterError('profile-unrecognised', text)
      }
      if (top.field === 2) dictionary = spanOf(top)
      else resources.push(spanOf(top))
    })
    const scopes = resources.flatMap((resource) => this.#messages(resource, 2))
    const profiles = scopes.flatMap((scope) => this.#messages(scope, 2))
    const samples = readSampleDrafts(profiles.map((profile) => this.#samples(profile)))
    return {
      dictionary: this.#dictionary(dictionary),
      profiles: profiles.map((profile, index) => ({ ...this.#profile(profile), samples: samples[index] ?? [] })),
    }
  }

  #dictionary(span: Span): OtlpDictionary {
    const mappings: number[] = []
    const locations: OtlpLocation[] = []
    const functions: OtlpFunction[] = []
    const strings: string[] = []
    const attributes: OtlpAttribute[] = []
    const stacks: number[][] = []
    this.#each(span, (table) => {
      const entry = spanOf(table)
      if (table.field === 1) mappings.push(this.#numbers(entry)[4] ?? 0)
      else if (table.field === 2) locations.push(this.#location(entry))
      else if (table.field === 3) functions.push(this.#function(entry))
      else if (table.field === 5) strings.push(this.#text(entry))
      else if (table.field === 6) attributes.push(this.#attribute(entry))
      else if (table.field === 7) stacks.push(this.#list(entry, 1))
    })
    return { mappings, locations, functions, strings, attributes, stacks }
  }

  #location(span: Span): OtlpLocation {
    const functions: number[] = []
    this.#each(span, (field) => {
      if (field.field === 3) functions.push(this.#numbers(spanOf(field))[1] ?? 0)
    })
    return { mapping: this.#numbers(span)[1] ?? 0, functions, attributes: this.#list(span, 4) }
  }

  #function(span: Span): OtlpFunction {
    const [, name = 0, systemName = 0, file = 0, startLine = 0] = this.#numbers(span)
    return { name, systemName, file, startLine }
  }

  #attribute(span: Span): OtlpAttribute {
    let value: string | number | null = null
    this.#each(span, (field) => {
      if (field.field !== 2) return
      this.#each(spanOf(field), (any) => {
        if (any.field === 1 && any.holdsBytes) value = this.#text(spanOf(any))
        else if (any.field === 3 && any.holdsNumber) value = any.signed()
      })
    })
    return { key: this.#numbers(span)[1] ?? 0, value }
  }

  #profile(span: Span): Omit<OtlpProfile, 'samples'> {
    let sampleType: number[] = []
    let periodTypes: number[] = []
    this.#each(span, (field) => {
      if (field.field === 1) sampleType = this.#numbers(spanOf(field))
      if (field.field === 5) periodTypes = this.#numbers(spanOf(field))
    })
    const [, type = 0, unit = 0] = sampleType
    const [, periodType = 0, periodUnit = 0] = periodTypes
    const numbers = this.#numbers(span)
    return { type, unit, periodType, periodUnit, period: numbers[6] ?? 0, durationNanoseconds: numbers[4] ?? 0 }
  }

  #samples(profile: Span): RawOtlpSample[] {
    return this.#messages(profile, 2).map((span) => this.#sample(span))
  }

  #sample(span: Span): RawOtlpSample {
    const lists: RawOtlpSample['lists'] = [[], [], []]
    const holdsList = [false, false, false, false, false]
    const holdsNumber = [false, false, false, false, false]
    let stack = 0
    let timestamps = 0
    this.#each(span, (part) => {
      const { field } = part
      if (field < holdsList.length) (part.holdsBytes ? holdsList : holdsNumber)[field] = true
      if (field === 1 && part.holdsNumber) stack = part.signed()
      if (field === 5) timestamps += part.holdsBytes ? Math.floor((part.end - part.start) / 8) : 1
      const list = lists[field - 2]
      if (list !== undefined) this.#addNumbers(part, list)
    })
    const isOld = holdsList[3] === true || holdsNumber[4] === true
    const isNew = holdsList[4] === true || (holdsNumber[3] === true && !isOld)
    return { stack, lists, timestamps, isOld, isNew }
  }

  /** The numbers among a message's fields, by field. */
  #numbers(span: Span): number[] {
    const numbers: number[] = []
    this.#each(span, (field) => {
      if (field.holdsNumber && field.field < 16) numbers[field.field] = field.signed()
    })
    return numbers
  }

  /** The numbers of a field that repeats, packed or not. */
  #list(span: Span, wanted: number): number[] {
    const list: number[] = []
    this.#each(span, (field) => {
      if (field.field === wanted) this.#addNumbers(field, list)
    })
    return list
  }

  /** Adds what a field of numbers holds: one, or several packed. */
  #addNumbers(field: ProtobufCursor, list: number[]): void {
    if (field.holdsNumber) list.push(field.signed())
    if (!field.holdsBytes) return
    const packed = new VarintReader(this.#bytes, this.#fileName, ACCEPTED)
    packed.moveTo(field.start, field.end)
    while (!packed.done) {
      packed.read()
      list.push(packed.signed)
    }
  }

  #text([start, end]: Span): string {
    return decoder.decode(this.#bytes.subarray(start, end))
  }

  /** The messages that a field holds. */
  #messages(span: Span, wanted: number): Span[] {
    const messages: Span[] = []
    this.#each(span, (field) => {
      if (field.field === wanted) messages.push(spanOf(field))
    })
    return messages
  }

  #each([start, end]: Span, read: (field: ProtobufCursor) => void): void {
    const cursor = new ProtobufCursor(this.#bytes, this.#fileName, ACCEPTED)
    cursor.moveTo(start, end)
    while (cursor.next()) read(cursor)
  }
}

function spanOf(cursor: ProtobufCursor): Span {
  cursor.expectBytes()
  return [cursor.start, cursor.end]
}
