import type { Result } from '../diagnose-recordings.ts'
import type { RunSummary } from './types.ts'

/** What a run is known by beside another one. */
export function summariseRun({ diagnosis, measures }: Result): RunSummary {
  const { profile } = measures.owned
  const { samples } = profile
  const threads = new Set<number>()
  for (let row = 0; row < samples.length; row += 1) {
    if (samples.metric[row] === measures.metric && samples.idle[row] === 0) threads.add(samples.thread[row] as number)
  }
  return {
    format: profile.format,
    samples: measures.samples,
    durationSeconds: profile.durationSeconds,
    threads: threads.size,
    shape: diagnosis.shape.kind,
    verdict: diagnosis.verdict,
    culprit: diagnosis.culprit?.purl ?? null,
  }
}
