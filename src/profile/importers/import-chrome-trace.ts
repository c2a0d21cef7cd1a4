/*
 * Reads traces of Chrome's DevTools (the performance panel's `Save profile`), of `chrome://tracing`, of Puppeteer and Playwright, as
 * far as they hold CPU profiles (the category disabled-by-default-v8.cpu_profiler); everything else in a trace is passed over.
 * The events are specified by https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU, those of the
 * profiler by https://github.com/v8/v8/blob/12.4.254/src/profiler/profile-generator.cc (StreamPendingTraceEvents).
 * A trace whose end is missing is read up to its last whole event.
 */
import { HeadwaterError } from '../../errors.ts'
import { ProfileBuilder } from '../profile-builder.ts'
import type { Importer, Profile, ProfileNote } from '../types.ts'
import { dropOverlapping } from './chrome-trace/drop-overlapping.ts'
import { gatherRecordings, type TraceRecording } from './chrome-trace/gather-recordings.ts'
import { addV8Recording } from './cpuprofile/add-v8-recording.ts'
import { noteV8Recording } from './cpuprofile/note-v8-recording.ts'
import { readV8Tree } from './cpuprofile/read-v8-tree.ts'
import { JsonChecks } from './json/json-checks.ts'
import { type CutJson, couldBeJsonWith, isJsonObject, readCutJson } from './json/read-json.ts'

export const importChromeTrace: Importer = {
  format: 'chrome-trace',
  couldBe: (head) => beginsWithList(head) || couldBeJsonWith(head, ['traceEvents', 'metadata', 'displayTimeUnit']),
  read: async (bytes, name) => readChromeTrace(await readCutJson(bytes, name), name),
}

function beginsWithList(head: Uint8Array): boolean {
  return /^[ \t\n\r]*\[[ \t\n\r]*(?:\{|$)/.test(new TextDecoder('latin1').decode(head))
}

function readChromeTrace({ value, cutAt }: CutJson, name: string): Profile {
  const checks = new JsonChecks(name)
  const events = isJsonObject(value) ? value.traceEvents : value
  const { recordings: found, threadNames } = Array.isArray(events) ? gatherRecordings(events, checks) : NOTHING
  if (found.length === 0) throw noProfile(events, name)
  const recordings = dropOverlapping(found)
  const builder = new ProfileBuilder()
  const sums = { samples: 0, lost: 0, moved: 0, durationSeconds: 0 }
  for (const { pid, tid, file } of recordings) {
    const tree = readV8Tree(file, checks)
    if (tree === null) throw checks.fault("a CPU profile without nodes of V8's; nodes with a callFrame are accepted")
    const thread = builder.thread(threadNames.get(`${pid}/${tid}`) ?? 'main', pid, tid)
    const { samples, lost, moved, durationSeconds } = addV8Recording(file, tree, thread, builder, checks)
    sums.samples += samples
    sums.lost += lost
    sums.moved += moved
    sums.durationSeconds = Math.max(sums.durationSeconds, durationSeconds ?? 0)
  }
  return builder.finish({
    format: 'chrome-trace',
    durationSeconds: sums.durationSeconds || null,
    understood: 1 - sums.lost / Math.max(sums.samples, 1),
    notes: [...noteV8Recording(sums), ...noteCut(cutAt), ...noteDropped(found.length - recordings.length)],
  })
}

const NOTHING: { recordings: TraceRecording[]; threadNames: Map<string, string> } = {
  recordings: [],
  threadNames: new Map(),
}

function noProfile(events: unknown, name: string): HeadwaterError {
  const isTrace = Array.isArray(events) && events.some((event) => isJsonObject(event) && 'ph' in event && 'ts' in event)
  if (!isTrace) return new HeadwaterError('profile-unrecognised', `${name}: no list of events; a trace has one`)
  const accepted = "what DevTools' performance panel saves, or `node --cpu-prof` writes, is accepted"
  return new HeadwaterError('profile-malformed', `${name}: a Chrome trace without a CPU profile; ${accepted}`)
}

function noteDropped(count: number): ProfileNote[] {
  if (count === 0) return []
  const text = `Several profilers watched one thread at the same time; of their recordings, ${count} with fewer samples were left out.`
  return [{ code: 'skipped-lines', text }]
}

function noteCut(cutAt: number | null): ProfileNote[] {
  if (cutAt === null) return []
  return [
    { code: 'truncated', text: `The trace breaks off; it was read up to its last whole event, at byte ${cutAt}.` },
  ]
}
