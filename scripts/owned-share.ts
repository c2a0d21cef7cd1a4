/*
 * How much of each recording's time has an owner: prints, of the recordings of incidents, those of which less than 0.9 has one, with
 * what has none and why, and how many the others are.
 *
 *   npm run owned-share [FOLDER...]      folders of incidents, as test/incidents
 */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { readRecordings } from '../src/cli/index.ts'
import { diagnoseRecordings } from '../src/diagnosis/index.ts'
import { listUnknown } from '../src/ownership/index.ts'

const LEAST_SHARE = 0.9
const MOST_REASONS = 3

const folders = process.argv.slice(2)
const recordings = (folders.length > 0 ? folders : ['test/incidents']).flatMap(listRecordings)
let below = 0
for (const { incident, file } of recordings) {
  const [recording] = await readRecordings([join(incident, file)], join(incident, 'service'))
  if (recording === undefined) continue
  const { measures } = diagnoseRecordings([recording])
  const owned = 1 - measures.unknown
  if (owned >= LEAST_SHARE) continue
  below += 1
  console.log(`${owned.toFixed(3)}  ${incident.split('/').at(-1)}/${file}`)
  const reasons = listUnknown(measures.owned, measures.frameSelf, measures.weight).slice(0, MOST_REASONS)
  for (const { share, symbol, reason } of reasons) console.log(`       ${share.toFixed(3)} ${symbol}: ${reason}`)
}
console.log(
  `${recordings.length - below} of ${recordings.length} recordings have an owner for ${LEAST_SHARE} of their time or more`,
)

function listRecordings(folder: string): { incident: string; file: string }[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => {
      const incident = join(folder, name)
      const files = readdirSync(incident).filter((file) => file.startsWith('profile.'))
      return files.map((file) => ({ incident, file }))
    })
}
