import type { GitHub, RepositoryName } from './types.ts'

/** Closes a pull request; nothing where it is closed. */
export async function closePullRequest(
  github: GitHub,
  { owner, repo, number }: RepositoryName & { readonly number: number },
): Promise<void> {
  await github.rest.pulls.update({ owner, repo, pull_number: number, state: 'closed' })
}
