/*
 * Changes every recording of a folder of incidents in ways that must not change the answer, and prints each answer that changed.
 *
 *   npm run metamorphic [FOLDER...]      folders of incidents, as test/incidents
 *
 * Exit status: 0 where no change leads to another answer, 1 where one does.
 */
import { acceptedOf, answerOf, changes } from '../test/incidents/changes.ts'
import { incidentIds, incidentPath, readRecording, recorded, recordingsOf } from '../test/incidents/read-incident.ts'

const folders = process.argv.slice(2)
const counts = new Map(changes.map(({ name }) => [name, { same: 0, undecided: 0, other: 0 }]))
let others = 0
for (const folder of folders.length > 0 ? folders : [recorded]) {
  for (const id of incidentIds(folder)) {
    for (const file of recordingsOf(id, folder)) {
      const { owned } = await readRecording(id, file, folder)
      const before = answerOf(owned)
      for (const change of changes) {
        const after = answerOf(await change.apply(owned, incidentPath(id, 'service', folder)))
        const count = counts.get(change.name)
        if (!count) continue
        const accepted = acceptedOf(before, change).map((answer) => JSON.stringify(answer))
        if (JSON.stringify(after) === JSON.stringify(before)) count.same += 1
        else if (accepted.includes(JSON.stringify(after))) count.undecided += 1
        else {
          count.other += 1
          others += 1
          console.log(`${id}, ${file}, ${change.name}: ${JSON.stringify(before)} became ${JSON.stringify(after)}`)
        }
      }
    }
  }
}
console.log('| the answer | same | inconclusive | another |\n|---|---|---|---|')
for (const [name, { same, undecided, other }] of counts) console.log(`| ${name} | ${same} | ${undecided} | ${other} |`)
process.exitCode = others > 0 ? 1 : 0
