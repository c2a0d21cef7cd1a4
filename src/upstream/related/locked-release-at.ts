import type { Enquiry } from '../enquiry.ts'
import type { Home } from '../fix/find-fix.ts'
import { releaseTags } from '../fix/release-tags.ts'
import { listRecentTags } from '../list-recent-tags.ts'
import { versionRules } from '../versions/index.ts'

/** When the locked version came out, by the newest tags of its repository: ISO time; null where they do not tell. */
export async function lockedReleaseAt({ package: one, repository }: Home, enquiry: Enquiry): Promise<string | null> {
  const rules = versionRules(one.ecosystem)
  const github = repository?.github ?? null
  if (rules === null || github === null || one.version === null) return null
  const place = { owner: github.owner, repo: github.name, directory: repository?.directory ?? null }
  // One page is enough: the fix is looked for in the same tags.
  const tags = (await listRecentTags(place, Number.POSITIVE_INFINITY, enquiry)) ?? []
  return releaseTags(tags, one, place, rules).find(({ version }) => version === one.version)?.committedAt ?? null
}
