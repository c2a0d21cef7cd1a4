import { describe, expect, it } from 'vitest'
import { acceptedOf, answerOf, changes } from './changes.ts'
import { incidentIds, incidentPath, readRecording, recordingsOf } from './read-incident.ts'

for (const id of incidentIds()) {
  const profiles = recordingsOf(id)
  const profile = profiles.find((name) => name.includes('script')) ?? profiles[0] ?? ''

  describe(`${id}, ${profile}, answers the same`, async () => {
    const { owned } = await readRecording(id, profile)
    const before = answerOf(owned)
    for (const change of changes) {
      it(change.name, async () => {
        const changed = await change.apply(owned, incidentPath(id, 'service'))
        expect(acceptedOf(before, change)).toContainEqual(answerOf(changed))
      })
    }
  })
}
