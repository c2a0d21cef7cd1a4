// Plants a random word in every private field of generated incidents, and looks for it in every byte that leaves.
//
//   npm run leaks -- [--incidents 200] [--from 0]
//
// Incidents are composed as the App composes them, without an App. Prints each word that can be read and where; exit status 1 where
// there is one.
import { parseArgs } from 'node:util'
import { diagnoseGenerated, everythingSent } from '../test/leaks/everything-sent.ts'
import { holds, makeReadable } from '../test/leaks/find-secret.ts'
import { generateIncident } from '../test/leaks/generate-incident.ts'

const { values } = parseArgs({
  options: { incidents: { type: 'string', default: '200' }, from: { type: 'string', default: '0' } },
})
const first = Number(values.from)
const end = first + Number(values.incidents)
let [leaks, words, parts, bytes] = [0, 0, 0, 0]

for (let number = first; number < end; number += 1) {
  const incident = generateIncident(number)
  const sent = await everythingSent(await diagnoseGenerated(incident))
  const readable = sent.map(makeReadable)
  parts += sent.length
  bytes += sent.reduce((sum, one) => sum + one.bytes.length, 0)
  words += incident.secrets.length
  for (const { kind, word } of incident.secrets) {
    for (const { where } of readable.filter((one) => holds(one, word))) {
      leaks += 1
      console.log(`incident ${incident.title}: ${kind} (${word}) in ${where}`)
    }
  }
}
console.log(`${end - first} incidents, ${words} words, ${parts} texts and files, ${bytes} bytes: ${leaks} leaks`)
process.exitCode = leaks === 0 ? 0 : 1
