import { listTags, type RepositoryName, type Tag, type TagPage } from '../github/index.ts'
import type { Enquiry } from './enquiry.ts'

const mostPages = 5

/**
 * The tags of a repository, those of the newest commits first.
 *
 * @param from stops where tags are older than this, in milliseconds since 1970
 * @returns null where not even the first page could be read
 */
export async function listRecentTags(place: RepositoryName, from: number, enquiry: Enquiry): Promise<Tag[] | null> {
  const tags: Tag[] = []
  let after: string | null = null
  for (let page = 0; page < mostPages; page += 1) {
    const answer: TagPage | null = await pageOf(place, after, enquiry)
    if (answer === null) return page === 0 ? null : tags
    tags.push(...answer.tags)
    after = answer.next
    const oldest = answer.tags.at(-1)?.committedAt
    if (after === null || (oldest && Date.parse(oldest) < from)) break
  }
  return tags
}

function pageOf({ owner, repo }: RepositoryName, after: string | null, enquiry: Enquiry): Promise<TagPage | null> {
  return enquiry.once(`tags ${owner}/${repo} ${after ?? ''}`.toLowerCase(), () =>
    enquiry.askGraphql(`the tags of ${owner}/${repo}`, 'point', (github) => listTags(github, { owner, repo, after })),
  )
}
