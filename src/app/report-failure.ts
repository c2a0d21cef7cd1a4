import type { Request, Work } from './jobs.ts'
import { putStatus } from './status-comment.ts'
import type { Tools } from './tools.ts'
import { unlessGone } from './unless-gone.ts'

/** Says on the incident that a job was given up, so that nobody waits for it. */
export async function reportFailure({ incident, kind }: Request | Work, tools: Tools): Promise<void> {
  const github = await tools.github.forRepository({ ...incident, permissions: { issues: 'write' } })
  await unlessGone(incident, { github, log: tools.log }, () =>
    putStatus(github, incident, tools, {
      state: 'failed',
      comment: {
        kind: 'trouble',
        what: 'something failed again and again, and was given up',
        profiles: [],
        next: [
          `Whoever runs Headwater finds the reason in its log: look for \`${kind}\` and \`#${incident.issue}\`.`,
          'If GitHub was out of reach meanwhile, it is enough to ask again.',
        ],
        commands: [],
      },
    }),
  )
}
