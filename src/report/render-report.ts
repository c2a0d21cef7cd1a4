import mustache from 'mustache'
import { readTemplate } from '../contribution/index.ts'
import { type Diagnosis, percent } from '../diagnosis/index.ts'
import type { Started, UpstreamFindings } from '../upstream/index.ts'
import type { DiagnosisDocument } from './diagnosis-document.ts'
import type { Flavour } from './flavour.ts'
import { summaryLine } from './summary-line.ts'
import { terminalStarted } from './terminal-started.ts'
import { terminalUpstream } from './terminal-upstream.ts'

export interface ReportInput {
  readonly document: DiagnosisDocument
  readonly diagnosis: Diagnosis
  /** Left out where nobody was asked. */
  readonly upstream?: UpstreamFindings | null
  readonly started?: Started | null
  /** What a reader must mind about the recording, in sentences. */
  readonly notes: readonly string[]
}

/** One report as text: the verdict first, then why, then what was looked at, then what to do. */
export function renderReport(
  { document, diagnosis, upstream = null, started = null, notes }: ReportInput,
  flavour: Flavour,
): string {
  const { culprit, suspects, carriers, own, hotFrames, shape } = diagnosis
  const wrappers = culprit ? [...culprit.wrappers, culprit.purl] : []
  const view = {
    bold: flavour.bold,
    plain: flavour.plain,
    verdictLine: verdictLine(diagnosis),
    summary: summaryLine(document),
    reasons: [...diagnosis.reasons, ...(culprit?.reasons ?? [])],
    hasWrappers: wrappers.length > 1,
    wrapperChain: wrappers.map((name) => `\`${name}\``).join(' → '),
    shape: shape.kind,
    shapeConfidence: shape.confidence.toFixed(2),
    meaning: shape.meaning,
    mitigation: shape.mitigation,
    evidence: [...shape.evidence],
    ...terminalUpstream(upstream, flavour),
    ...terminalStarted(started),
    hasSuspects: suspects.length > 0,
    suspectTable: flavour.table(
      ['sure', 'charged', 'self', 'on stack', 'named', 'package'],
      suspects.map(({ confidence, share, purl }) => [
        confidence.toFixed(2),
        percent(share.charged),
        percent(share.self),
        percent(share.total),
        percent(share.mentioned),
        purl,
      ]),
    ),
    hasOwn: own.length > 0,
    ownTable: flavour.table(
      ['charged', 'self', 'on stack', 'package'],
      own.map(({ name, share }) => [percent(share.charged), percent(share.self), percent(share.total), name]),
    ),
    hasCarriers: carriers.length > 0,
    carrierTable: flavour.table(
      ['self', 'package', 'rule'],
      carriers.map(({ name, rule, share }) => [percent(share.self), name, rule]),
    ),
    hotTable: flavour.table(
      ['self', 'total', 'owner', 'function'],
      hotFrames.map(({ self, total, owner, symbol }) => [percent(self), percent(total), owner, symbol]),
    ),
    next: diagnosis.next.map((text, index) => ({ number: index + 1, text })),
    hasNotes: notes.length > 0,
    notes: [...notes],
  }
  return mustache.render(readTemplate(flavour.template), view, {}, { escape: (value) => flavour.text(String(value)) })
}

function verdictLine({ verdict, confidence, culprit }: Diagnosis): string {
  const sure = `(${confidence.toFixed(2)} sure)`
  switch (verdict) {
    case 'dependency':
      return `The culprit is a dependency: \`${culprit?.purl ?? ''}\` ${sure}`
    case 'own-code':
      return `This is our own code ${sure}`
    case 'expected-work':
      return `Expected work: a package does what it was asked ${sure}`
    case 'runtime':
      return `The language's own library or runtime is at work ${sure}`
    case 'inconclusive':
      return 'Inconclusive: this recording cannot tell'
  }
}
