import { orAbsent } from './absent.ts'
import type { GitHub, RepositoryName } from './types.ts'

/** Whether somebody may write to a repository, as GitHub says at this moment. */
export async function mayWrite(github: GitHub, options: RepositoryName & { readonly login: string }): Promise<boolean> {
  const { owner, repo, login } = options
  const answer = await orAbsent(github.rest.repos.getCollaboratorPermissionLevel({ owner, repo, username: login }))
  // `maintain` and roles of one's own are told as the nearest of admin, write, read and none.
  return ['admin', 'maintain', 'write'].includes(answer?.data.permission ?? 'none')
}
