import { HeadwaterError } from '../../../errors.ts'
import { ProfileBuilder } from '../../profile-builder.ts'
import type { ImportedFile, Profile, ProfileNote } from '../../types.ts'
import { gatherBytes } from '../bytes/gather-bytes.ts'
import { isLegacyPprof } from './legacy-pprof.ts'
import { type PprofMetrics, planPprofMetrics } from './plan-pprof-metrics.ts'
import { PprofSamples } from './pprof-samples.ts'
import { ProtobufCursor } from './protobuf-cursor.ts'
import { readPprofTables, SAMPLE } from './read-pprof-tables.ts'

/** Reads the whole file, as `import-pprof.ts` says. */
export async function readPprof(file: ImportedFile): Promise<Profile> {
  const { name } = file
  const bytes = await gatherBytes(file)
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
  const builder = new ProfileBuilder(file.limits)
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

/** Types of heap profiles (Go, gperftools, jemalloc, V8), of goroutines and of threads made. */
const NO_TIME = /^(?:alloc|inuse)_\w+$|^(?:objects|space|allocations|goroutine|threadcreate)$/

/** Of sample types in a message. */
const LONGEST_LIST = 120

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
