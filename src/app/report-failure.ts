import type { CommentInput } from '../report/index.ts'
import { atIncident } from './at-incident.ts'
import { markComment } from './carry-out.ts'
import type { GivenUpWhy } from './job-queue.ts'
import type { Request, Work } from './jobs.ts'
import { putAnswer, putStatus, readStatus } from './status-comment.ts'
import type { Tools } from './tools.ts'

/** Says on the incident that a job was given up, so that nobody waits for it; a report that stands there is left alone. */
export async function reportFailure(job: Request | Work, why: GivenUpWhy, tools: Tools): Promise<void> {
  const { incident } = job
  // Nobody asked for it, and nobody waits for it: it is tried again by itself.
  if (job.kind === 'reconcile') return
  const comment = describe(job, why)
  await atIncident(incident, tools, { permissions: { issues: 'write' } }, async (scene) => {
    const to = answerTo(job)
    if (to !== null && (await readStatus(scene)) === 'report') await putAnswer(scene, { to, comment })
    else await putStatus(scene, { state: 'failed', comment })
  })
  const completes = job.kind === 'commands' ? job.commentId : 'completes' in job ? job.completes : undefined
  if (completes !== undefined) await markComment({ incident, completes }, tools, '-1')
}

function answerTo(job: Request | Work): string | null {
  if (job.kind === 'commands') return `${job.commentId}-0`
  return 'answerTo' in job ? job.answerTo : null
}

function describe(job: Request | Work, why: GivenUpWhy): CommentInput {
  const { what, next } = reasons[why]
  const { kind, incident, delivery } = job
  const entry = `\`${kind}\` and \`#${incident.issue}\`${delivery === undefined ? '' : `, or \`${delivery}\``}`
  return {
    kind: 'trouble',
    what,
    profiles: [],
    next: [...next, `Whoever runs Headwater finds more in its log: look for ${entry}.`],
    commands: [],
  }
}

const reasons: Record<GivenUpWhy, { readonly what: string; readonly next: readonly string[] }> = {
  limit: {
    what: 'GitHub wanted fewer requests for more than a day, and the command was given up',
    next: ['See which other tools use the limits of this installation, and write the command again later.'],
  },
  refusal: {
    what: 'GitHub refused a request again and again, and the command was given up',
    next: [
      'See that the App may do what `app.yml` asks for: an owner of the organisation accepts its permissions under Settings, GitHub Apps.',
      'Whoever runs Headwater finds what is missing with `headwater doctor`.',
    ],
  },
  outage: {
    what: 'GitHub or a package index did not answer for half an hour, and the command was given up',
    next: ["When GitHub's status page shows no trouble, write the command again."],
  },
  fault: {
    what: 'something failed in Headwater again and again, and the command was given up',
    next: ['Tell whoever runs Headwater. Other commands of this incident are carried out meanwhile.'],
  },
  lost: {
    what: 'Headwater ended again and again while it was at this, and the command was given up',
    next: [
      'Tell whoever runs Headwater: a profile that takes more memory than the machine has does that.',
      'A shorter recording, attached instead, may help.',
    ],
  },
}
