import { orAbsent } from './absent.ts'
import type { GitHub, RepositoryName } from './types.ts'

export type Reaction = 'eyes' | 'confused' | '-1' | 'rocket'

/**
 * Reacts to a comment. GitHub keeps one reaction of a kind for each author, so that a repeated call changes nothing.
 *
 * @returns false where the comment is no longer there
 */
export async function addReaction(
  github: GitHub,
  options: RepositoryName & { readonly commentId: number; readonly reaction: Reaction },
): Promise<boolean> {
  const { owner, repo, commentId, reaction } = options
  const { reactions } = github.rest
  const answer = await orAbsent(
    reactions.createForIssueComment({ owner, repo, comment_id: commentId, content: reaction }),
  )
  return answer !== null
}
