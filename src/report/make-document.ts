import type { Comparison, Diagnosis, Measures } from '../diagnosis/index.ts'
import type { Metric } from '../profile/index.ts'
import { makeChanges } from './comparison-parts.ts'
import type { DiagnosisDocument } from './diagnosis-document.ts'
import { roundNumbers } from './round-numbers.ts'

/** The upstream part of a document, as far as it is known. */
export type UpstreamFacts = Pick<DiagnosisDocument, 'upstream' | 'fix' | 'related' | 'remedy'>

/** What is not known is null. */
export const nothingKnown: UpstreamFacts = { upstream: null, fix: null, related: [], remedy: null }

/** The contract's object for one diagnosis. Shares are rounded to six decimals, so that equal runs print equal bytes. */
export function makeDocument(
  diagnosis: Diagnosis,
  measures: Measures,
  upstream: UpstreamFacts = nothingKnown,
): DiagnosisDocument {
  const { profile } = measures.owned
  const { culprit } = diagnosis
  return roundNumbers({
    schema: 'headwater/diagnosis@1',
    profile: {
      format: profile.format,
      samples: measures.samples,
      total: totalOf(measures.weight, profile.metrics[measures.metric]),
      durationSeconds: profile.durationSeconds,
      understood: profile.understood,
      owned: measures.weight > 0 ? 1 - measures.unknown : 0,
      idle: measures.idle,
      metrics: profile.metrics.map((metric) => metric.name),
    },
    hotFrames: [...diagnosis.hotFrames],
    shape: {
      kind: diagnosis.shape.kind,
      subject: diagnosis.shape.subject,
      confidence: diagnosis.shape.confidence,
      evidence: [...diagnosis.shape.evidence],
    },
    verdict: diagnosis.verdict,
    confidence: diagnosis.confidence,
    culprit: culprit
      ? {
          purl: culprit.purl,
          lockfile: culprit.lockfile,
          share: culprit.share,
          wrappers: [...culprit.wrappers],
          reasons: [...diagnosis.reasons, ...culprit.reasons],
        }
      : null,
    suspects: diagnosis.suspects.map(({ purl, confidence, share, reasons }) => ({
      purl,
      confidence,
      share,
      reasons: [...reasons],
    })),
    carriers: diagnosis.carriers.map(({ name, rule }) => ({ purl: name, rule })),
    needs: [...diagnosis.needs],
    next: [...diagnosis.next],
    ...upstream,
  })
}

function totalOf(weight: number, metric: Metric | undefined): { value: number; unit: string } {
  if (metric?.unit === 'nanoseconds') return { value: weight / 1e9, unit: 'seconds' }
  return { value: weight, unit: metric?.unit ?? 'samples' }
}

/** The part of a document that says what another run has of the trouble. */
export function makeCompared(recording: string, { after, changes }: Comparison): DiagnosisDocument['compared'] {
  return roundNumbers({ recording, run: { ...after }, changes: makeChanges(changes) })
}
