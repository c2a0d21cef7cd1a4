import { orAbsent } from './absent.ts'
import { lookAgain } from './look-again.ts'
import type { Comment, GitHub, IssueName, RepositoryName } from './types.ts'

/** Of an issue with more comments, the first ones are read. */
const mostComments = 5_000

/** The comments of an issue, the oldest first. For a moment after a write GitHub lists them as they were before. */
export async function listComments(github: GitHub, { owner, repo, issue }: IssueName): Promise<Comment[]> {
  const comments: Comment[] = []
  const pages = github.paginate.iterator(github.rest.issues.listComments, {
    owner,
    repo,
    issue_number: issue,
    per_page: 100,
    mediaType: { format: 'full' },
  })
  for await (const { data } of pages) {
    for (const answer of data) comments.push(readAnswer(answer))
    if (comments.length >= mostComments) break
  }
  return comments
}

/** Waits until GitHub lists a comment of which it told by itself; for a few seconds, since it may have been deleted. */
export async function awaitComment(
  github: GitHub,
  { commentId, ...issue }: IssueName & { readonly commentId: number },
): Promise<void> {
  await lookAgain(
    () => listComments(github, issue),
    (listed) => listed.some(({ id }) => id === commentId),
  )
}

/** A comment as it is at this moment; null where it is no longer there. */
export async function readComment(
  github: GitHub,
  { owner, repo, commentId }: RepositoryName & { readonly commentId: number },
): Promise<Comment | null> {
  const mediaType = { format: 'full' }
  const answer = await orAbsent(github.rest.issues.getComment({ owner, repo, comment_id: commentId, mediaType }))
  return answer === null ? null : readAnswer(answer.data)
}

type CommentAnswer = Awaited<ReturnType<GitHub['rest']['issues']['getComment']>>['data']

function readAnswer(answer: CommentAnswer): Comment {
  const { id, body, body_html: bodyHtml, user, performed_via_github_app: app, ...times } = answer
  return {
    id,
    body: body ?? '',
    bodyHtml: bodyHtml ?? '',
    author: { login: user?.login ?? '', appId: app?.id ?? null },
    createdAt: times.created_at,
    // A reaction does not count as a change.
    isEdited: times.updated_at !== times.created_at,
  }
}
