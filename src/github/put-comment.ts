import type { GatedText } from '../gated-text.ts'
import { mayHaveHappened, statusOf } from './failure.ts'
import { listComments, readComment } from './list-comments.ts'
import { lookAgain } from './look-again.ts'
import type { Comment, GitHub, IssueName, RepositoryName } from './types.ts'

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

/**
 * The comments that are meant, the oldest first: one, or none, or those that a lost answer doubled. Each is read by itself, since
 * the list may show it as it was a moment ago.
 */
export async function findComments(github: GitHub, options: Omit<PutCommentOptions, 'body'>): Promise<Comment[]> {
  const meant: Comment[] = []
  for (const listed of await listComments(github, options)) {
    if (!(await options.isMeant(listed))) continue
    const comment = await readComment(github, { ...options, commentId: listed.id })
    if (comment !== null && (await options.isMeant(comment))) meant.push(comment)
  }
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
  const made = await postComment(github, options)
  const find = () => findComments(github, options)
  const all = await lookAgain(find, (found) => found.some(({ id }) => id === made))
  // The oldest that reads as given, so that processes that make it at the same time keep the same one.
  const kept = all.find(({ body }) => body === options.body)?.id ?? made
  const doubles = all.filter(({ id }) => id !== kept)
  await removeComments(github, options, doubles)
}

/** @returns the comment's number, also where GitHub made it and its answer got lost */
async function postComment(github: GitHub, options: PutCommentOptions): Promise<number> {
  const { owner, repo, issue, body } = options
  try {
    // Sent once: whether to send it again is decided by looking, not by the client.
    const fields = { owner, repo, issue_number: issue, body, request: { retries: 0 } }
    return (await github.rest.issues.createComment(fields)).data.id
  } catch (error) {
    if (!mayHaveHappened(error)) throw error
    const [made] = await lookAgain(
      () => findComments(github, options),
      ({ length }) => length > 0,
    )
    if (made === undefined) throw error
    return made.id
  }
}

/** Deletes comments; one that is no longer there is as good. */
export async function removeComments(
  github: GitHub,
  { owner, repo }: RepositoryName,
  comments: readonly Comment[],
): Promise<void> {
  for (const { id } of comments) {
    try {
      await github.rest.issues.deleteComment({ owner, repo, comment_id: id })
    } catch (error) {
      if (statusOf(error) !== 404) throw error
    }
  }
}
