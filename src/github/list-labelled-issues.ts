import { orAbsent } from './absent.ts'
import type { GitHub, RepositoryName } from './types.ts'

/**
 * Numbers of the open issues that carry a label; none where the repository takes no issues.
 *
 * @param since only those to which something happened since then
 */
export async function listLabelledIssues(
  github: GitHub,
  { owner, repo, label, since }: RepositoryName & { readonly label: string; readonly since: Date },
): Promise<number[]> {
  const listed = github.paginate(github.rest.issues.listForRepo, {
    owner,
    repo,
    labels: label,
    state: 'open',
    since: since.toISOString().replace(/\.\d+Z$/, 'Z'),
    per_page: 100,
  })
  return ((await orAbsent(listed)) ?? [])
    .filter(({ pull_request: pull }) => pull === undefined)
    .map(({ number }) => number)
}
