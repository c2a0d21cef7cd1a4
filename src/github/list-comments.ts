import type { Comment, GitHub, IssueName } from './types.ts'

/** Of an issue with more comments, the first ones are read. */
const mostComments = 5_000

/** The comments of an issue, the oldest first. */
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
    for (const { id, body, body_html: bodyHtml, user, performed_via_github_app: app, ...times } of data) {
      comments.push({
        id,
        body: body ?? '',
        bodyHtml: bodyHtml ?? '',
        author: { login: user?.login ?? '', appId: app?.id ?? null },
        createdAt: times.created_at,
        // A reaction does not count as a change.
        isEdited: times.updated_at !== times.created_at,
      })
    }
    if (comments.length >= mostComments) break
  }
  return comments
}
