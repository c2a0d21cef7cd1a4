/*
 * Reads the profiles that Firefox Profiler shows: its own processed format (also from samply, from Vernier for Ruby, and from others
 * that write it), and what Firefox itself writes (format `gecko`), alone or as its old developer tools wrapped it.
 * Specified by https://github.com/firefox-devtools/profiler/blob/main/src/types/profile.ts, the versions by
 * https://github.com/firefox-devtools/profiler/blob/main/docs-developer/CHANGELOG-formats.md (seen: processed 24 to 68, gecko 9 to 12).
 * Samples in the category `Idle`, and such whose thread took no CPU since its last one, wait.
 * Samples of every thread count. speedscope shows frames of scripts alone and times of them; one sample has no time of its own here.
 */
import { HeadwaterError } from '../../errors.ts'
import { ProfileBuilder } from '../profile-builder.ts'
import type { Importer, Profile, ProfileNote } from '../types.ts'
import { addGeckoThread } from './firefox/add-gecko-thread.ts'
import { addProcessedThread } from './firefox/add-processed-thread.ts'
import type { ThreadSpan } from './firefox/thread-facts.ts'
import { JsonChecks } from './json/json-checks.ts'
import { couldBeJsonWith, isJsonObject, type JsonObject, readJson } from './json/read-json.ts'

export const importFirefox: Importer = {
  format: 'firefox',
  couldBe: (head) => couldBeJsonWith(head, ['meta', 'libs', 'threads', 'profile', 'shared', 'processes']),
  read: async (bytes, name) => readFirefox(await readJson(bytes, name), name),
}

function readFirefox(file: unknown, name: string): Profile {
  const profile = isJsonObject(file) && isJsonObject(file.profile) ? file.profile : file
  if (
    !isJsonObject(profile) ||
    !isJsonObject(profile.meta) ||
    !Array.isArray(profile.threads) ||
    !hasVersion(profile)
  ) {
    const text = `${name}: no meta with a version, or no threads; a profile of Firefox Profiler's has both`
    throw new HeadwaterError('profile-unrecognised', text)
  }
  const checks = new JsonChecks(name)
  const builder = new ProfileBuilder()
  const spans: ThreadSpan[] = []
  addThreads(profile, '', builder, spans, checks)
  const milliseconds = spans.length === 0 ? 0 : lastOf(spans) - firstOf(spans)
  const built = builder.finish({
    format: 'firefox',
    durationSeconds: milliseconds > 0 ? milliseconds / 1000 : null,
    // A row that refers to nothing is a fault, so what is left was understood.
    understood: 1,
    notes: [],
  })
  return profile.meta.symbolicated === false ? { ...built, notes: built.notes.map(withAdvice) } : built
}

function hasVersion({ meta }: JsonObject): boolean {
  return isJsonObject(meta) && (typeof meta.version === 'number' || typeof meta.preprocessedProfileVersion === 'number')
}

/** @param path of the profile in the file, for messages; Gecko puts one for each other process into the main one */
function addThreads(
  profile: JsonObject,
  path: string,
  builder: ProfileBuilder,
  spans: ThreadSpan[],
  checks: JsonChecks,
): void {
  checks.list(profile.threads, `${path}threads`).forEach((value, index) => {
    const where = `${path}threads[${index}]`
    const thread = checks.object(value, where)
    const samples = checks.object(thread.samples, `${where}.samples`)
    const add = 'schema' in samples ? addGeckoThread : addProcessedThread
    const span = add(profile, thread, where, builder, checks)
    if (span.last > span.first) spans.push(span)
  })
  // Processes of processes do not occur: their lists are empty, and are not looked at.
  if (path !== '') return
  checks.list(profile.processes ?? [], 'processes').forEach((value, index) => {
    addThreads(checks.object(value, 'processes', index), `processes[${index}].`, builder, spans, checks)
  })
}

function firstOf(spans: readonly ThreadSpan[]): number {
  return spans.reduce((least, { first }) => Math.min(least, first), Number.POSITIVE_INFINITY)
}

function lastOf(spans: readonly ThreadSpan[]): number {
  return spans.reduce((most, { last }) => Math.max(most, last), Number.NEGATIVE_INFINITY)
}

/** samply looks symbols up only when it shows a profile, and what it saves holds addresses. */
function withAdvice(note: ProfileNote): ProfileNote {
  if (note.code !== 'no-symbols') return note
  const advice =
    'The file holds addresses only: record with `samply record --save-only --unstable-presymbolicate`, or open it with `samply load` and upload or save it from there.'
  return { code: note.code, text: `${note.text} ${advice}` }
}
