// Plants a random word in every private field of generated incidents, and looks for it in every byte that leaves.
//
//   npm run leaks -- [--incidents 200] [--through-app 20] [--from 0]
//
// All incidents are composed as the App composes them; so many of them go through the App as well, on the stand-in for GitHub: report,
// preview, branches in the fork. Prints each word that can be read and where; exit status 1 where there is one.
import { parseArgs } from 'node:util'
import { diagnoseGenerated, everythingSent } from '../test/leaks/everything-sent.ts'
import { holds, makeReadable, type Sent } from '../test/leaks/find-secret.ts'
import { type GeneratedIncident, generateIncident } from '../test/leaks/generate-incident.ts'
import { leaveThroughTheApp } from '../test/leaks/through-the-app.ts'

const { values } = parseArgs({
  options: {
    incidents: { type: 'string', default: '200' },
    'through-app': { type: 'string', default: '20' },
    from: { type: 'string', default: '0' },
  },
})
const first = Number(values.from)
let [searched, leaks, parts, bytes] = [0, 0, 0, 0]

function search({ title, secrets }: GeneratedIncident, sent: readonly Sent[]): void {
  const readable = sent.map(makeReadable)
  searched += 1
  parts += sent.length
  bytes += sent.reduce((sum, one) => sum + one.bytes.length, 0)
  for (const { kind, word } of secrets) {
    for (const { where } of readable.filter((one) => holds(one, word))) {
      leaks += 1
      console.log(`incident ${title}: ${kind} (${word}) in ${where}`)
    }
  }
}

for (let number = first; number < first + Number(values.incidents); number += 1) {
  const incident = generateIncident(number)
  search(incident, await everythingSent(await diagnoseGenerated(incident)))
}
console.log(`composed: ${searched} incidents, ${parts} texts and files, ${bytes} bytes; ${leaks} leaks`)
searched = parts = bytes = 0
const chosen = Array.from({ length: Number(values['through-app']) }, (_, index) => first + index)
await leaveThroughTheApp(new Map(chosen.map((number) => [number, generateIncident(number)])), search)
console.log(`through the App: ${searched} incidents, ${parts} texts and files, ${bytes} bytes; ${leaks} leaks in all`)
process.exitCode = leaks === 0 ? 0 : 1
