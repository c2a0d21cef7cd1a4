import { highlightOf, readRecordings } from '../../src/cli/index.ts'
import { diagnoseRecordings } from '../../src/diagnosis/index.ts'
import { foldByOwner, layoutFlamegraph, renderPng, renderSvg } from '../../src/flamegraph/index.ts'
import { makeDocument, printDocument, renderReport, terminalFlavour } from '../../src/report/index.ts'
import { canonicalIncident } from './canonical-incident.ts'

/** Profile and lockfile in, the right dependency out. @returns the texts and pictures by file name */
export async function diagnoseOnTheCommandLine(colour: boolean): Promise<Record<string, string | Uint8Array>> {
  const recordings = await readRecordings([canonicalIncident.profile], canonicalIncident.service)
  const result = diagnoseRecordings(recordings)
  const { diagnosis, measures } = result
  if (diagnosis.culprit?.purl !== canonicalIncident.culprit) {
    throw new Error(
      `the answer is ${diagnosis.culprit?.purl ?? diagnosis.verdict}, known is ${canonicalIncident.culprit}`,
    )
  }
  const document = makeDocument(diagnosis, measures)
  const report = { document, diagnosis, notes: measures.owned.profile.notes.map((note) => note.text) }
  const layout = layoutFlamegraph(measures.owned, highlightOf(result, 'edge-proxy: two hosts pegged at 100 % CPU'))
  console.log(renderReport(report, terminalFlavour(colour)))
  return {
    'report.txt': renderReport(report, terminalFlavour(false)),
    'diagnosis.json': printDocument(document),
    'stacks-by-owner.folded': `${foldByOwner(measures.owned, measures.metric).join('\n')}\n`,
    'flamegraph.svg': renderSvg(layout),
    'flamegraph.png': await renderPng(layout, 'light'),
  }
}
