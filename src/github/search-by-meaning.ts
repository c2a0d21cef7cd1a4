import { z } from 'zod'
import type { Thread } from './graphql/thread-fields.ts'
import type { GitHub } from './types.ts'

const item = z.object({
  number: z.int().positive(),
  title: z.string().max(1024),
  html_url: z.url({ protocol: /^https?$/ }),
  body: z
    .string()
    .nullish()
    .transform((whole) => (whole ?? '').slice(0, 65_536)),
  locked: z.boolean(),
  created_at: z.iso.datetime({ offset: true }),
  closed_at: z.iso
    .datetime({ offset: true })
    .nullish()
    .transform((at) => at ?? null),
  state: z.enum(['open', 'closed']),
  state_reason: z.string().nullish(),
  labels: z.array(z.object({ name: z.string() }).nullable().catch(null)),
  reactions: z.object({ total_count: z.number() }).nullish(),
})

/** Where GitHub fell back to words alone, `lexical_fallback_reason` says why; the list is good all the same. */
const answer = z.object({ items: z.array(item.nullable().catch(null)) })

const address = /^\/([^/]+)\/([^/]+)\/issues\/\d+$/

/**
 * Issues by GitHub's hybrid search, which goes by words and by meaning, the likeliest first; without their comments.
 * https://docs.github.com/rest/search/search#search-issues-and-pull-requests
 *
 * @param query qualifiers with `is:issue`, and plain words: quotes and OR make it a search by words alone; at most 256 characters
 * @param first how many, at most 100
 * @throws the client's own errors where there is no answer; an error where it is none of this kind
 */
export async function searchByMeaning(
  github: GitHub,
  { query, first, signal }: { readonly query: string; readonly first: number; readonly signal: AbortSignal },
): Promise<Thread[]> {
  const { data } = await github.request('GET /search/issues', {
    q: query,
    search_type: 'hybrid',
    per_page: first,
    request: { signal },
  })
  const read = answer.safeParse(data)
  if (!read.success) throw new Error('GitHub answered a search by meaning otherwise than it describes')
  return read.data.items.flatMap((found) => (found === null ? [] : asThread(found)))
}

/** Pull requests are none of these: their merge is not told here. */
function asThread(found: z.output<typeof item>): Thread[] {
  const [, owner, repo] = address.exec(new URL(found.html_url).pathname) ?? []
  if (owner === undefined || repo === undefined) return []
  return [
    {
      kind: 'issue',
      owner,
      repo,
      number: found.number,
      url: found.html_url,
      title: found.title,
      body: found.body,
      labels: found.labels.flatMap((label) => label?.name ?? []),
      comments: [],
      state: found.state === 'open' ? 'open' : stateOf(found.state_reason),
      locked: found.locked,
      openedAt: found.created_at,
      closedAt: found.closed_at,
      mergedAt: null,
      mergeCommit: null,
      reactions: found.reactions?.total_count ?? 0,
      hasMergedPull: false,
    },
  ]
}

function stateOf(reason: string | null | undefined): Thread['state'] {
  if (reason === 'not_planned') return 'not-planned'
  return reason === 'duplicate' ? 'duplicate' : 'closed'
}
