import type { CommentInput } from '../report/index.ts'
import { atIncident } from './at-incident.ts'
import type { Request, Work } from './jobs.ts'
import { putAnswer, putStatus, readStatus } from './status-comment.ts'
import type { Tools } from './tools.ts'

/** Says on the incident that a job was given up, so that nobody waits for it; a report that stands there is left alone. */
export async function reportFailure(job: Request | Work, tools: Tools): Promise<void> {
  const { incident, kind } = job
  const comment: CommentInput = {
    kind: 'trouble',
    what: 'something failed again and again, and was given up',
    profiles: [],
    next: [
      `Whoever runs Headwater finds the reason in its log: look for \`${kind}\` and \`#${incident.issue}\`.`,
      'If GitHub was out of reach meanwhile, it is enough to ask again.',
    ],
    commands: [],
  }
  await atIncident(incident, tools, { permissions: { issues: 'write' } }, async (scene) => {
    const answerTo = 'answerTo' in job ? job.answerTo : null
    if (answerTo !== null && (await readStatus(scene)) === 'report') await putAnswer(scene, { to: answerTo, comment })
    else await putStatus(scene, { state: 'failed', comment })
  })
}
