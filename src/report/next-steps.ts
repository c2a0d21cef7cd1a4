import type { Diagnosis } from '../diagnosis/index.ts'
import type { UpstreamFindings } from '../upstream/index.ts'

type FixStatus = NonNullable<UpstreamFindings['fix']>['status']

const validate =
  'When it is rolled out and the trigger has run again, attach a newer profile in a comment with `/upstream validate ran`.'
const draft = '`/upstream draft` previews all that would be published; nothing is before a person approves it.'

/** What a person does when upstream has answered. */
const steps: Readonly<Record<FixStatus, readonly string[]>> = {
  upgrade: ['`/upstream upgrade` opens the pull request on this service.', validate],
  'locked-has-it': [
    'The locked version is said to have the fix: check that the build that ran was made with it.',
    'If it was, the trouble is back, or it is another one: `/upstream link OWNER/REPO#N` names the right issue.',
  ],
  unreleased: ['The fix is merged and in no release yet: ask for one, or build from its commit.', validate],
  'in-review': [`Try the change that is in review, and tell its authors how it went. ${draft}`],
  open: [`The issue is open: give it your evidence. ${draft}`],
  'not-planned': ['Upstream plans no fix: work around it, or send one of your own.', draft],
  unknown: [`Nobody upstream seems to know it: report it. ${draft}`],
}

/** The next steps of a report: the diagnosis's own, until upstream's answer makes looking for one needless. */
export function nextSteps(
  { verdict, next }: Pick<Diagnosis, 'verdict' | 'next'>,
  upstream: UpstreamFindings | 'awaited' | 'failed' | null,
): readonly string[] {
  const isAnswered = upstream !== null && upstream !== 'awaited' && upstream !== 'failed'
  return isAnswered && verdict === 'dependency' && upstream.fix ? steps[upstream.fix.status] : next
}
