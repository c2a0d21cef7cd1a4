import { HeadwaterError } from '../../../errors.ts'
import { ProfileBuilder } from '../../profile-builder.ts'
import type { ImportedFile, Profile, ProfileNote } from '../../types.ts'
import { addV8Recording } from '../cpuprofile/add-v8-recording.ts'
import { noteV8Recording } from '../cpuprofile/note-v8-recording.ts'
import { readV8Tree } from '../cpuprofile/read-v8-tree.ts'
import { JsonChecks } from '../json/json-checks.ts'
import { isJsonObject, readCutJson } from '../json/read-json.ts'
import { dropOverlapping } from './drop-overlapping.ts'
import { gatherRecordings, type TraceRecording } from './gather-recordings.ts'

/** Reads the whole file, as `import-chrome-trace.ts` says. */
export async function readChromeTrace(file: ImportedFile): Promise<Profile> {
  const { name } = file
  const { value, cutAt } = await readCutJson(file)
  const checks = new JsonChecks(name)
  const events = isJsonObject(value) ? value.traceEvents : value
  const { recordings: found, threadNames } = Array.isArray(events) ? gatherRecordings(events, checks) : NOTHING
  if (found.length === 0) throw noProfile(events, name)
  const recordings = dropOverlapping(found)
  const builder = new ProfileBuilder(file.limits)
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
