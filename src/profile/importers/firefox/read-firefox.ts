import { HeadwaterError } from '../../../errors.ts'
import { ProfileBuilder } from '../../profile-builder.ts'
import type { ImportedFile, Profile, ProfileNote } from '../../types.ts'
import { JsonChecks } from '../json/json-checks.ts'
import { isJsonObject, type JsonObject, readJson } from '../json/read-json.ts'
import { addGeckoThread } from './add-gecko-thread.ts'
import { addProcessedThread } from './add-processed-thread.ts'
import type { ThreadSpan } from './thread-facts.ts'

/** Reads the whole file, as `import-firefox.ts` says. */
export async function readFirefox(file: ImportedFile): Promise<Profile> {
  const { name } = file
  const value = await readJson(file)
  const profile = isJsonObject(value) && isJsonObject(value.profile) ? value.profile : value
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
  const builder = new ProfileBuilder(file.limits)
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
