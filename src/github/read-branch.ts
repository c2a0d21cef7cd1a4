import { orAbsent } from './absent.ts'
import type { GitHub, RepositoryName } from './types.ts'

/** The commit that a branch is at; null where there is none of that name. */
export async function readBranch(
  github: GitHub,
  { owner, repo, branch }: RepositoryName & { readonly branch: string },
): Promise<string | null> {
  const answer = await orAbsent(github.rest.git.getRef({ owner, repo, ref: `heads/${branch}` }))
  return answer?.data.object.sha ?? null
}
