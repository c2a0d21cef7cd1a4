import type { GatedText } from '../gated-text.ts'
import { mayHaveHappened, statusOf } from './failure.ts'
import { listComments } from './list-comments.ts'
import type { Comment, GitHub, IssueName } from './types.ts'

export interface PutCommentOptions extends IssueName {
  readonly body: GatedText
  /** Tells the one comment that is meant from all others. */
  readonly isMeant: (comment: Comment) => boolean | Promise<boolean>
}

/**
 * Makes sure that an issue has one comment of its kind and that it reads as given: looks, acts, and looks again where an
 * answer got lost. Doubles are removed; a deleted one is made anew.
 */
export async function putComment(github: GitHub, options: PutCommentOptions): Promise<void> {
  const [first, ...doubles] = await findComments(github, options)
  await removeComments(github, options, doubles)
  if (first && (await updateComment(github, options, first))) return
  await createComment(github, options)
}

/** The comments that are meant, the oldest first: one, or none, or those that a lost answer doubled. */
export async function findComments(github: GitHub, options: Omit<PutCommentOptions, 'body'>): Promise<Comment[]> {
  const meant: Comment[] = []
  for (const comment of await listComments(github, options)) if (await options.isMeant(comment)) meant.push(comment)
  return meant
}

/** @returns false where the comment is no longer there */
async function updateComment(github: GitHub, options: PutCommentOptions, comment: Comment): Promise<boolean> {
  const { owner, repo, body } = options
  if (comment.body === body) return true
  try {
    await github.rest.issues.updateComment({ owner, repo, comment_id: comment.id, body })
    return true
  } catch (error) {
    if (statusOf(error) === 404) return false
    throw error
  }
}

async function createComment(github: GitHub, options: PutCommentOptions): Promise<void> {
  const { owner, repo, issue, body } = options
  try {
    // Sent once: whether to send it again is decided by looking, not by the client.
    await github.rest.issues.createComment({ owner, repo, issue_number: issue, body, request: { retries: 0 } })
  } catch (error) {
    const [made] = mayHaveHappened(error) ? await findComments(github, options) : []
    if (made === undefined) throw error
  }
  const all = await findComments(github, options)
  const kept = all.find((comment) => comment.body === body) ?? all.at(-1)
  await removeComments(
    github,
    options,
    all.filter((comment) => comment !== kept),
  )
}

async function removeComments(github: GitHub, { owner, repo }: IssueName, comments: readonly Comment[]): Promise<void> {
  for (const { id } of comments) {
    try {
      await github.rest.issues.deleteComment({ owner, repo, comment_id: id })
    } catch (error) {
      if (statusOf(error) !== 404) throw error
    }
  }
}
