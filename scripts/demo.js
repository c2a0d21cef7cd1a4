// The main job, on the incident that Headwater was born from: profile and lockfile in, the right dependency out.
// Writes demo-out/ and fails where the answer is not the known one.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { highlightOf, readRecordings } from '../dist/cli/index.js'
import { signMarker } from '../dist/contribution/index.js'
import { diagnoseRecordings } from '../dist/diagnosis/index.js'
import { foldByOwner, layoutFlamegraph, renderPng, renderSvg } from '../dist/flamegraph/index.js'
import { makeDocument, printDocument, renderComment, renderReport, terminalFlavour } from '../dist/report/index.js'

const incident = new URL('../test/incidents/rust-tokio-rustls-close-notify-spin/', import.meta.url)
const out = new URL('../demo-out/', import.meta.url)
const path = (name) => fileURLToPath(new URL(name, incident))

const recordings = await readRecordings([path('profile.nodemangle.script.gz')], path('service'))
const result = diagnoseRecordings(recordings)
const { diagnosis, measures } = result
const document = makeDocument(diagnosis, measures)
const report = { document, diagnosis, notes: measures.owned.profile.notes.map((note) => note.text) }
const place = { repositoryId: 1, incident: 1 }
const comment = {
  kind: 'report',
  ...report,
  profiles: [
    {
      name: 'profile.nodemangle.script.gz',
      source: 'a file of this demo',
      bytes: null,
      format: document.profile.format,
      samples: document.profile.samples,
      error: null,
    },
  ],
  lockfiles: null,
  picture: null,
  overruled: null,
  notice: null,
}
const context = {
  repository: 'acme/edge-proxy',
  webOrigin: 'https://github.com',
  marker: signMarker({ ...place, kind: 'status', id: null }, 'the key of an installation, at least so long'),
  names: null,
}
const layout = layoutFlamegraph(measures.owned, highlightOf(result, 'edge-proxy: two hosts pegged at 100 % CPU'))

const files = {
  'report.txt': renderReport(report, terminalFlavour(false)),
  'report.md': renderComment(comment, context),
  'diagnosis.json': printDocument(document),
  'stacks-by-owner.folded': `${foldByOwner(measures.owned, measures.metric).join('\n')}\n`,
  'flamegraph.svg': renderSvg(layout),
  'flamegraph.png': await renderPng(layout, 'light'),
}
mkdirSync(out, { recursive: true })
for (const [name, content] of Object.entries(files)) writeFileSync(new URL(name, out), content)

console.log(readFileSync(path('incident.md'), 'utf8'))
console.log('--- what Headwater answers ---\n')
console.log(renderReport(report, terminalFlavour(process.stdout.isTTY === true && !process.env.NO_COLOR)))
console.log(`Written to ${fileURLToPath(out)}: ${Object.keys(files).join(', ')}`)

const { culprit } = JSON.parse(readFileSync(path('expected.json'), 'utf8'))
if (diagnosis.culprit?.purl !== culprit.purl) {
  console.error(`The demo's answer is ${diagnosis.culprit?.purl ?? diagnosis.verdict}, known is ${culprit.purl}`)
  process.exitCode = 70
}
