import { highlightOf, readRecordings } from '../../src/cli/index.ts'
import { diagnoseRecordings } from '../../src/diagnosis/index.ts'
import { foldByOwner, layoutFlamegraph, renderPng, renderSvg } from '../../src/flamegraph/index.ts'
import { makeDocument, printDocument, renderReport, terminalFlavour } from '../../src/report/index.ts'
import { canonicalIncident } from './canonical-incident.ts'
import { check, type Story } from './story.ts'

/** Profile and lockfile in, the right dependency out. */
export async function diagnoseOnTheCommandLine(story: Story, colour: boolean): Promise<void> {
  story.begin('On the command line')
  await story.step('headwater diagnose', async () => {
    const recordings = await readRecordings([canonicalIncident.profile], canonicalIncident.service)
    const result = diagnoseRecordings(recordings)
    const { diagnosis, measures } = result
    check(diagnosis.culprit?.purl === canonicalIncident.culprit, `the culprit ${canonicalIncident.culprit}`)
    const document = makeDocument(diagnosis, measures)
    const report = { document, diagnosis, notes: measures.owned.profile.notes.map((note) => note.text) }
    const layout = layoutFlamegraph(measures.owned, highlightOf(result, canonicalIncident.title))
    console.log(renderReport(report, terminalFlavour(colour)))
    const kept = await story.keep('1-on-the-command-line', {
      'report.txt': renderReport(report, terminalFlavour(false)),
      'diagnosis.json': printDocument(document),
      'stacks-by-owner.folded': `${foldByOwner(measures.owned, measures.metric).join('\n')}\n`,
      'flamegraph.svg': renderSvg(layout),
      'flamegraph.png': await renderPng(layout, 'light'),
    })
    return { came: `the culprit is ${canonicalIncident.culprit}`, kept, value: null }
  })
}
