/*
 * Reads pprof profiles, unpacked: those of Go's runtime/pprof, pprof-rs, pprof-nodejs, and of the agents of Datadog, Pyroscope
 * and Parca. Not what gperftools wrote before there was a profile.proto: that is refused by name.
 * Specified by https://github.com/google/pprof/blob/main/proto/profile.proto.
 */
import type { Importer } from '../types.ts'
import { isLegacyPprof } from './pprof/legacy-pprof.ts'
import { ProtobufCursor } from './pprof/protobuf-cursor.ts'

/** Fields of `Profile` that hold bytes, and those that hold a number; a comment can come as either. */
const FIELDS_OF_BYTES = new Set([1, 2, 3, 4, 5, 6, 11, 13])
const FIELDS_OF_NUMBERS = new Set([7, 8, 9, 10, 12, 13, 14, 15])
/** What comes behind it, profile.proto may yet get. */
const LAST_FIELD = 15
const SAMPLE_TYPE = 1
const LONGEST_SAMPLE_TYPE = 22
const LONGEST_VARINT = 10
/** A tab. */
const LEAST_OF_TEXT = 0x09

export const importPprof: Importer = {
  format: 'pprof',
  couldBe: (head) => isLegacyPprof(head) || beginsWithKnownFields(head),
  read: async (file) => (await import('./pprof/read-pprof.ts')).readPprof(file),
}

/** What comes after the head is not known, so a field may reach beyond it. Texts that look so by chance hold no such numbers. */
function beginsWithKnownFields(head: Uint8Array): boolean {
  if (head.every((byte) => byte >= LEAST_OF_TEXT)) return false
  const cursor = new ProtobufCursor(head, '')
  cursor.moveTo(0, Number.MAX_SAFE_INTEGER)
  try {
    while (cursor.position < head.length) {
      cursor.next()
      const { field, holdsBytes, holdsNumber } = cursor
      if (field > LAST_FIELD) continue
      // Where pprof has two short numbers, other protobuf formats (OTLP) mostly have more.
      if (field === SAMPLE_TYPE && cursor.end - cursor.start > LONGEST_SAMPLE_TYPE) return false
      if (!(holdsBytes && FIELDS_OF_BYTES.has(field)) && !(holdsNumber && FIELDS_OF_NUMBERS.has(field))) return false
    }
    return true
  } catch {
    // A number that the head's end cuts is no fault.
    return cursor.position > head.length - LONGEST_VARINT
  }
}
