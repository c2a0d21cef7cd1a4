import type { TraceRecording } from './gather-recordings.ts'

interface Span {
  readonly start: number
  readonly end: number
}

/**
 * Where several profilers watched one thread at the same time (DevTools and a script, `--cpu-prof` and a tracer), its time would
 * count several times: the recording with the most samples stays.
 *
 * @returns the recordings that stay, in their order
 */
export function dropOverlapping(recordings: readonly TraceRecording[]): TraceRecording[] {
  const kept = new Set<TraceRecording>()
  const taken = new Map<string, Span[]>()
  for (const recording of recordings.toSorted((a, b) => samplesOf(b).length - samplesOf(a).length)) {
    const thread = `${recording.pid}/${recording.tid}`
    const spans = taken.get(thread) ?? []
    const span = spanOf(recording)
    if (spans.some(({ start, end }) => span.start < end && start < span.end)) continue
    taken.set(thread, [...spans, span])
    kept.add(recording)
  }
  return recordings.filter((recording) => kept.has(recording))
}

/** In microseconds; one of unknown times overlaps with none. */
function spanOf({ file }: TraceRecording): Span {
  const start = Number(file.startTime ?? Number.NaN)
  const deltas = Array.isArray(file.timeDeltas) ? file.timeDeltas : []
  return { start, end: start + deltas.reduce((sum: number, delta: unknown) => sum + Number(delta), 0) }
}

function samplesOf({ file }: TraceRecording): readonly unknown[] {
  return Array.isArray(file.samples) ? file.samples : []
}
