import type { PublishedSet } from '../../contribution/index.ts'
import type { OutcomeComment } from '../../report/index.ts'
import { outcome } from './outcome.ts'
import type { Publication } from './publish.ts'

/** Why the fork did not take what was approved, and what a person does about it. */
export function describeRefusal(
  publication: Exclude<Publication, { state: 'published' }>,
  { fork, upstream }: PublishedSet,
): OutcomeComment {
  const name = `\`${fork.owner}/${fork.repo}\``
  const again = 'Then write the same approval again.'
  if (publication.state === 'foreign-commits') {
    return outcome(`Somebody works on the branch \`${publication.branch}\` of ${name}, so it is left as it is`, {
      details: ['Nothing was pushed.'],
      next: ['Send what is there, or rename that branch.', again],
    })
  }
  const { why, said } = publication.refusal
  const details = ['Nothing was pushed: both branches go, or none.', `GitHub said: \`${said}\``]
  switch (why) {
    case 'workflows':
      return outcome(`GitHub refuses the push to ${name}: its workflow files differ from upstream's`, {
        details,
        next: ["Bring the fork up to date, or grant the App's installation the permission for workflows.", again],
        commands: [`gh repo sync ${fork.owner}/${fork.repo} --source ${upstream.owner}/${upstream.repo}`],
      })
    case 'protected':
      return outcome(`A rule of ${name} protects the branches that would be pushed`, {
        details,
        next: [
          'Let the App create branches under `headwater/` there: in the rulesets or branch protection of the fork.',
          again,
        ],
      })
    case 'moved':
      return outcome(`Somebody pushed to the branch in ${name} at the same moment`, { details, next: [again] })
    case 'archived':
      return outcome(`The fork ${name} is archived`, {
        details,
        next: ['Unarchive it in its settings, or delete it.', again],
      })
    case 'denied':
      return outcome(`The App may not push to ${name}`, {
        details,
        next: [`See that the App is installed on ${name} and that its permission for contents was accepted.`, again],
      })
  }
}
