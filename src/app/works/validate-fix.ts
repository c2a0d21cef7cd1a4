import { describeChange } from '../../diagnosis/index.ts'
import { type ComparisonDocument, type OutcomeComment, outcomeLine } from '../../report/index.ts'
import { atIncident } from '../at-incident.ts'
import { outcome } from '../draft/outcome.ts'
import type { ValidateWork } from '../jobs.ts'
import { putAnswer } from '../status-comment.ts'
import { studyIncident } from '../study-incident.ts'
import type { Tools } from '../tools.ts'

/** Compares the newest recording with the incident's; whether the trigger ran is the word of who asks. */
export async function validateFix({ incident, answerTo, trigger }: ValidateWork, tools: Tools): Promise<void> {
  const access = { permissions: { issues: 'write', contents: 'read' }, optional: { actions: 'read' } } as const
  await atIncident(incident, tools, access, async (scene) => {
    const study = await studyIncident(scene, { trigger, withPicture: false })
    if (study === null) return
    const to = answerTo ?? ''
    if (study.kind === 'trouble') return putAnswer(scene, { to, comment: study })
    const { comparison, names } = study.diagnosed
    const comment =
      typeof comparison === 'string' || comparison === null
        ? outcome(`The newer run cannot be read: ${comparison ?? 'the reader gave no answer'}`, {
            next: ['Attach another recording of it in a new comment, and say `/upstream validate` there.'],
          })
        : describe(comparison)
    return putAnswer(scene, { to, names, comment })
  })
}

function describe(comparison: ComparisonDocument): OutcomeComment {
  const { outcome: result, reasons, changes, unit, next, versions } = comparison
  const isTimed = changes.some(({ before, after }) => before.rate !== null && after.rate !== null)
  const measured = isTimed ? changes.map((change) => describeChange(change, unit)) : []
  return outcome(outcomeLine[result], {
    details: [
      ...reasons,
      // Reasons tell most of it already.
      ...measured.filter((told) => !reasons.some((reason) => reason.includes(told))),
      ...(versions ?? []).filter((version) => !reasons.includes(version)),
    ],
    next,
  })
}
