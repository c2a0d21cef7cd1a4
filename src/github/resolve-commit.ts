import { statusOf } from './failure.ts'
import type { GitHub, RepositoryName } from './types.ts'

/** The full name of the commit that a branch, tag or (shortened) commit means; null where there is none. */
export async function resolveCommit(
  github: GitHub,
  options: RepositoryName & { readonly ref: string },
): Promise<string | null> {
  const { owner, repo, ref } = options
  try {
    const { data } = await github.rest.repos.getCommit({ owner, repo, ref, per_page: 1 })
    return data.sha
  } catch (error) {
    // 409: a repository without commits. 422: nothing of that name.
    if ([404, 409, 422].includes(statusOf(error))) return null
    throw error
  }
}
