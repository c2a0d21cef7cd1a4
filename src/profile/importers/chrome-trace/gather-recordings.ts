import type { JsonChecks } from '../json/json-checks.ts'
import { isJsonObject, type JsonObject } from '../json/read-json.ts'
import { safeInteger } from '../json/safe-integer.ts'

/** One profile within a trace, in the shape of a `.cpuprofile`. */
export interface TraceRecording {
  readonly pid: number | null
  readonly tid: number | null
  readonly file: JsonObject
}

/** What a trace holds beside what the browser did. */
export interface TraceContents {
  readonly recordings: readonly TraceRecording[]
  /** Names of threads by `pid/tid`. */
  readonly threadNames: ReadonlyMap<string, string>
}

/** A recording that comes in chunks. */
interface ChunkedRecording {
  readonly pid: number | null
  readonly tid: number | null
  readonly startTime: unknown
  endTime: unknown
  readonly nodes: unknown[]
  readonly samples: unknown[]
  readonly timeDeltas: unknown[]
}

/**
 * Finds the CPU profiles among a trace's events: whole ones in `CpuProfile` (until Chrome 67), else a `Profile` and the
 * `ProfileChunk`s that have its process and id. Events are written as threads hand them over, so time orders them.
 *
 * @throws HeadwaterError `profile-malformed`, naming the event
 */
export function gatherRecordings(events: readonly unknown[], checks: JsonChecks): TraceContents {
  const threadNames = new Map<string, string>()
  const recordings: TraceRecording[] = []
  const chunked: ChunkedRecording[] = []
  const current = new Map<string, ChunkedRecording>()
  for (const [index, event] of profilingEvents(events, checks)) {
    const { name, pid, tid, id } = event
    const args = checks.object(event.args ?? {}, 'traceEvents', index, 'args')
    const data = isJsonObject(args.data) ? args.data : {}
    const key = `${pid}/${id}`
    if (name === 'thread_name') {
      if (typeof args.name === 'string') threadNames.set(`${pid}/${tid}`, args.name)
    } else if (name === 'CpuProfile') {
      const file = checks.object(data.cpuProfile, 'traceEvents', index, 'args.data.cpuProfile')
      recordings.push({ ...threadOf(event), file })
    } else if (name === 'Profile') {
      current.set(key, startRecording(event, data.startTime, chunked))
    } else {
      const recording = current.get(key) ?? startRecording(event, undefined, chunked)
      current.set(key, recording)
      addChunk(recording, data, index, checks)
    }
  }
  for (const { pid, tid, ...file } of chunked) if (file.nodes.length > 0) recordings.push({ pid, tid, file })
  return { recordings, threadNames }
}

const PROFILING_EVENTS = new Set<unknown>(['thread_name', 'CpuProfile', 'Profile', 'ProfileChunk'])

function profilingEvents(events: readonly unknown[], checks: JsonChecks): [number, JsonObject][] {
  const found: [number, JsonObject][] = []
  events.forEach((value, index) => {
    const event = checks.object(value, 'traceEvents', index)
    if (PROFILING_EVENTS.has(event.name)) found.push([index, event])
  })
  return found.sort(([, a], [, b]) => Number(a.ts ?? 0) - Number(b.ts ?? 0))
}

function startRecording(event: JsonObject, startTime: unknown, chunked: ChunkedRecording[]): ChunkedRecording {
  const lists = { nodes: [], samples: [], timeDeltas: [] }
  const recording = { ...threadOf(event), startTime, endTime: undefined, ...lists }
  chunked.push(recording)
  return recording
}

function addChunk(recording: ChunkedRecording, data: JsonObject, index: number, checks: JsonChecks): void {
  const profile = isJsonObject(data.cpuProfile) ? data.cpuProfile : {}
  append(recording.nodes, profile.nodes, 'cpuProfile.nodes')
  append(recording.samples, profile.samples, 'cpuProfile.samples')
  append(recording.timeDeltas, data.timeDeltas ?? profile.timeDeltas, 'timeDeltas')
  recording.endTime = data.endTime ?? profile.endTime ?? recording.endTime

  function append(list: unknown[], more: unknown, what: string): void {
    for (const value of checks.list(more ?? [], 'traceEvents', index, `args.data.${what}`)) list.push(value)
  }
}

function threadOf({ pid, tid }: JsonObject): { pid: number | null; tid: number | null } {
  return { pid: safeInteger(pid), tid: safeInteger(tid) }
}
