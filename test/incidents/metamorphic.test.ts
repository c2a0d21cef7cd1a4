import { readdirSync } from 'node:fs'
import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { type Diagnosis, diagnoseRecordings } from '../../src/diagnosis/index.ts'
import { ownProfile } from '../../src/ownership/index.ts'
import { type Profile, readProfile } from '../../src/profile/index.ts'
import { folded, halved, shuffled, tenfold } from './change-profile.ts'
import { incidentIds, incidentPath, readRecording } from './read-incident.ts'

/** What may never change, whatever is lost of a recording. */
interface Answer {
  readonly verdict: string
  readonly culprit: string | undefined
}

const answerOf = ({ verdict, culprit }: Diagnosis): Answer => ({ verdict, culprit: culprit?.purl })
const inconclusive: Answer = { verdict: 'inconclusive', culprit: undefined }

for (const id of incidentIds()) {
  const profiles = readdirSync(incidentPath(id)).filter((name) => name.startsWith('profile.'))
  const profile = profiles.find((name) => name.includes('script')) ?? profiles[0] ?? ''

  describe(`${id}, ${profile}, answers the same`, async () => {
    const recording = await readRecording(id, profile)
    const { owned } = recording
    const before = answerOf(diagnoseRecordings([recording]).diagnosis)
    const diagnose = (changed: Profile): Answer =>
      answerOf(diagnoseRecordings([{ ...recording, owned: ownProfile(changed, owned.graph) }]).diagnosis)

    it('when its samples come in another order', () => {
      expect(diagnose(shuffled(owned.profile, 1))).toEqual(before)
    })

    it('when each sample weighs ten times as much', () => {
      expect(diagnose(tenfold(owned.profile))).toEqual(before)
    })

    it.for([1, 2, 3])('or says that it cannot tell, with a random half of its samples (%i)', (seed) => {
      expect([before, inconclusive]).toContainEqual(diagnose(halved(owned.profile, seed)))
    })

    it('or says that it cannot tell, as folded text', async () => {
      const bytes = Buffer.from(folded(owned.profile))
      const changed = await readProfile({ name: 'profile.folded', open: () => Readable.from([bytes]) })
      expect([before, inconclusive]).toContainEqual(diagnose(changed))
    })
  })
}
