import { listCommits } from '../../github/index.ts'
import type { Enquiry } from '../enquiry.ts'
import { carriedBy } from './carried-by.ts'
import type { ReleaseQuestion, WantedChange } from './find-release.ts'
import type { ReleaseTag } from './release-tags.ts'

/**
 * Searches the history of a release line for commits that carry the changes there: a branch of old releases gets copies, which are
 * other commits.
 *
 * @param last the newest release of the line
 * @returns the changes with these commits beside their own; null where there are none
 */
export async function findCarried(
  last: ReleaseTag,
  { place, changes, since }: ReleaseQuestion,
  enquiry: Enquiry,
): Promise<WantedChange[] | null> {
  const { owner, repo } = place
  const commits = await enquiry.ask(`the history of ${owner}/${repo} at ${last.tag}`, 'request', (github) =>
    listCommits(github, { owner, repo, ref: last.tag, since }),
  )
  if (commits === null) return null
  const carried = changes.map((change) => ({
    ...change,
    commits: [
      ...change.commits,
      ...carriedBy(commits, { threads: change.threads, commit: change.origin }, place).map(({ commit }) => commit),
    ],
  }))
  return carried.some(({ commits: all }, index) => all.length > (changes[index]?.commits.length ?? 0)) ? carried : null
}
