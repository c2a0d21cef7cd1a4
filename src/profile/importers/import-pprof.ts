/*
 * Reads pprof profiles, unpacked: those of Go's runtime/pprof, pprof-rs, pprof-nodejs, and of the agents of Datadog, Pyroscope
 * and Parca. Not what gperftools wrote before there was a profile.proto: that is refused by name.
 * Specified by https://github.com/google/pprof/blob/main/proto/profile.proto.
 */
import { HeadwaterError } from '../../errors.ts'
import { ProfileBuilder } from '../profile-builder.ts'
import type { Importer, Profile, ProfileNote } from '../types.ts'
import { gatherBytes } from './bytes/gather-bytes.ts'
import { isLegacyPprof } from './pprof/legacy-pprof.ts'
import { type PprofMetrics, planPprofMetrics } from './pprof/plan-pprof-metrics.ts'
import { PprofSamples } from './pprof/pprof-samples.ts'
import { ProtobufCursor } from './pprof/protobuf-cursor.ts'
import { readPprofTables, SAMPLE } from './pprof/read-pprof-tables.ts'

export const importPprof: Importer = {
  format: 'pprof',
  couldBe: (head) => isLegacyPprof(head) || beginsWithKnownFields(head),
  read: async (bytes, name) => readPprof(await gatherBytes(bytes, name), name),
}

/** Fields of `Profile` that hold bytes, and those that hold a number; a comment can come as either. */
const FIELDS_OF_BYTES = new Set([1, 2, 3, 4, 5, 6, 11, 13])
const FIELDS_OF_NUMBERS = new Set([7, 8, 9, 10, 12, 13, 14, 15])
/** Types of heap profiles (Go, gperftools, jemalloc, V8), of goroutines and of threads made. */
const NO_TIME = /^(?:alloc|inuse)_\w+$|^(?:objects|space|allocations|goroutine|threadcreate)$/
/** Of sample types in a message. */
const LONGEST_LIST = 120
/** What comes behind it, profile.proto may yet get. */
const LAST_FIELD = 15
const SAMPLE_TYPE = 1
const LONGEST_SAMPLE_TYPE = 22
const LONGEST_VARINT = 10
/** A tab. */
const LEAST_OF_TEXT = 0x09

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

function readPprof(bytes: Uint8Array, name: string): Profile {
  if (isLegacyPprof(bytes)) {
    throw new HeadwaterError(
      'profile-malformed',
      `${name}: a pprof format from before profile.proto; accepted is what \`go tool pprof -proto FILE > profile.pb\` makes of it`,
    )
  }
  const tables = readPprofTables(bytes, name)
  const types = tables.sampleTypes.map(({ type }) => type)
  if (types.length > 0 && types.every((type) => NO_TIME.test(type))) {
    const is = `a profile of ${types.join(', ').slice(0, LONGEST_LIST)}, which are no CPU time`
    const command = '`curl -o cpu.pb.gz http://HOST/debug/pprof/profile?seconds=30`'
    throw new HeadwaterError('profile-malformed', `${name}: ${is}; accepted is a CPU profile, from Go by ${command}`)
  }
  const builder = new ProfileBuilder()
  const plan = planPprofMetrics(tables.sampleTypes, tables.periodType, tables.period)
  const samples = new PprofSamples(bytes, name, tables, plan, builder)
  const cursor = new ProtobufCursor(bytes, name)
  cursor.moveTo(0, bytes.length)
  while (cursor.next()) {
    if (cursor.field === SAMPLE) samples.read(cursor.start, cursor.end)
  }
  const { durationNanoseconds, ignoredBytes } = tables
  return builder.finish({
    format: 'pprof',
    durationSeconds: durationNanoseconds > 0 ? durationNanoseconds / 1e9 : null,
    understood: 1 - (ignoredBytes + samples.ignoredBytes) / bytes.length,
    notes: listNotes(samples, plan),
  })
}

/** Where recorders stop walking a stack: Go, and Linux's perf events (with or without the marker that begins a stack). */
const DEPTH_LIMITS = new Set([64, 127, 128])

function listNotes(samples: PprofSamples, { metrics }: PprofMetrics): ProfileNote[] {
  const { negativeValues, deepest, deepestStacks } = samples
  const notes: ProfileNote[] = []
  if (negativeValues > 0) {
    const text = `${negativeValues} values are below zero: the file is the difference of two profiles.`
    notes.push({ code: 'delta', text })
  }
  if (metrics.length > 1) {
    notes.push({ code: 'several-metrics', text: `The file holds ${metrics.length} metrics.` })
  }
  if (DEPTH_LIMITS.has(deepest) && deepestStacks > 1) {
    const text = `${deepestStacks} stacks have ${deepest} frames and none has more: the recorder cut off their callers.`
    notes.push({ code: 'cut-stacks', text })
  }
  return notes
}
