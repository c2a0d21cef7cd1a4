import { statusOf } from './failure.ts'
import type { GitHub, RepositoryName } from './types.ts'

/** Deletes a branch; nothing where there is none of that name. */
export async function deleteBranch(
  github: GitHub,
  { owner, repo, branch }: RepositoryName & { readonly branch: string },
): Promise<void> {
  try {
    await github.rest.git.deleteRef({ owner, repo, ref: `heads/${branch}` })
  } catch (error) {
    if (![404, 422].includes(statusOf(error))) throw error
  }
}
