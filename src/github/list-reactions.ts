import { orAbsent } from './absent.ts'
import type { GitHub, RepositoryName } from './types.ts'

/** What somebody's reactions to a comment are: `eyes`, `rocket` and so on; of a comment that is no longer there, none. */
export async function listReactions(
  github: GitHub,
  { owner, repo, commentId, login }: RepositoryName & { readonly commentId: number; readonly login: string },
): Promise<string[]> {
  const place = { owner, repo, comment_id: commentId, per_page: 100 }
  const found = await orAbsent(github.paginate(github.rest.reactions.listForIssueComment, place))
  return (found ?? []).filter(({ user }) => user?.login === login).map(({ content }) => content)
}
