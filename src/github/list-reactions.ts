import { orAbsent } from './absent.ts'
import type { GitHub, RepositoryName } from './types.ts'

/** Of a comment with more reactions, the first ones are read; the App reacts before most people do. */
const mostReactions = 1_000

/** What somebody's reactions to a comment are: `eyes`, `rocket` and so on; of a comment that is no longer there, none. */
export async function listReactions(
  github: GitHub,
  { owner, repo, commentId, login }: RepositoryName & { readonly commentId: number; readonly login: string },
): Promise<string[]> {
  const place = { owner, repo, comment_id: commentId, per_page: 100 }
  let seen = 0
  const listed = github.paginate(github.rest.reactions.listForIssueComment, place, ({ data }, done) => {
    seen += data.length
    if (seen >= mostReactions) done()
    return data
  })
  const found = await orAbsent(listed)
  return (found ?? []).filter(({ user }) => user?.login === login).map(({ content }) => content)
}
