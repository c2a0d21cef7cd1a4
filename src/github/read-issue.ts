import { orAbsent } from './absent.ts'
import type { GitHub, IssueName } from './types.ts'

export interface Issue {
  readonly title: string
  readonly body: string
  /** The body as GitHub renders it for the App. */
  readonly bodyHtml: string
}

/** An issue; null where it was deleted, transferred elsewhere, or is none that the token may see. */
export async function readIssue(github: GitHub, { owner, repo, issue }: IssueName): Promise<Issue | null> {
  const answer = await orAbsent(
    github.rest.issues.get({ owner, repo, issue_number: issue, mediaType: { format: 'full' } }),
  )
  if (answer === null) return null
  const { data } = answer
  // A transferred issue is answered with the one that it became.
  if (data.number !== issue || !data.repository_url.toLowerCase().endsWith(`/${owner}/${repo}`.toLowerCase()))
    return null
  return {
    title: data.title,
    body: data.body ?? '',
    bodyHtml: data.body_html ?? '',
  }
}
