import { maySee } from './access.ts'
import { page, problem, validationFailed } from './answers.ts'
import { look } from './forward.ts'
import { lexicalReasons, parseMeaning, parseSearch } from './graphql/search-query.ts'
import { at, isObject, type Json, type JsonObject, listAt, textAt } from './json.ts'
import { polish } from './polish.ts'
import { simpleUser } from './simple-user.ts'
import type { StoredThread } from './threads/thread-seed.ts'
import type { Answer, Call, World } from './types.ts'

/**
 * Searches issues by words and by meaning, or says why it went by words only.
 * https://docs.github.com/rest/search/search#search-issues-and-pull-requests
 */
export async function searchByMeaning(world: World, call: Call): Promise<Answer> {
  const text = call.url.searchParams.get('q') ?? ''
  if (!/\bis:(?:issue|pr|pull-request)\b/.test(text)) {
    const message = "Query must include 'is:issue' or 'is:pull-request'"
    return validationFailed('Search', [{ field: 'q', code: 'invalid', message }])
  }
  if (call.actor.kind === 'anonymous') return problem(401, 'Requires authentication')
  const reasons = lexicalReasons(text)
  const { repositories, rate } = reasons.length === 0 ? parseMeaning(text) : parseSearch(text)
  const found: { readonly rated: number; readonly item: JsonObject }[] = []
  for (const name of repositories) {
    const repository = world.repositories.get(name)
    if (!repository || !maySee(world, call.actor, repository)) continue
    const { fullName } = repository
    for (const item of [...storedIssues(world, fullName), ...(await emulatedIssues(world, call, fullName))]) {
      const labels = listAt(item, 'labels').map((label) => textAt(label, 'name'))
      const { title, body } = { title: textAt(item, 'title'), body: textAt(item, 'body') }
      const isOpen = at(item, 'state') === 'open'
      const rated = rate({ repository: fullName, kind: 'issue', isOpen, labels, title, body })
      if (rated > 0) found.push({ rated, item: { ...item, body, score: rated } })
    }
  }
  found.sort((a, b) => b.rated - a.rated)
  return page(
    call.url,
    found.map(({ item }) => item),
    (items) => ({
      total_count: found.length,
      incomplete_results: false,
      search_type: reasons.length === 0 ? 'hybrid' : 'lexical',
      ...(reasons.length === 0 ? {} : { lexical_fallback_reason: reasons }),
      items,
    }),
  )
}

async function emulatedIssues(world: World, call: Call, fullName: string): Promise<JsonObject[]> {
  const items = listAt(await look(world, `/repos/${fullName}/issues?state=all&per_page=100`))
  return items.filter((item) => at(item, 'pull_request') === undefined).flatMap((item) => onlyObject(world, call, item))
}

function onlyObject(world: World, call: Call, item: Json): JsonObject[] {
  const polished = polish(world, item, call.actor)
  return isObject(polished) ? [polished] : []
}

function storedIssues(world: World, fullName: string): JsonObject[] {
  return [...world.threads.values()]
    .filter(({ repository, kind }) => kind === 'issue' && repository.toLowerCase() === fullName.toLowerCase())
    .map((thread) => describe(world, thread))
}

function describe(world: World, thread: StoredThread): JsonObject {
  const self = `${world.url}/repos/${thread.repository}/issues/${thread.number}`
  return {
    id: thread.number,
    node_id: `THREAD_${thread.number}`,
    number: thread.number,
    title: thread.title,
    body: thread.body,
    url: self,
    html_url: `${world.url}/${thread.repository}/issues/${thread.number}`,
    repository_url: `${world.url}/repos/${thread.repository}`,
    labels_url: `${self}/labels{/name}`,
    comments_url: `${self}/comments`,
    events_url: `${self}/events`,
    labels: thread.labels.map((name) => ({ name })),
    state: thread.state === 'open' ? 'open' : 'closed',
    state_reason: thread.state === 'open' ? null : (thread.stateReason ?? 'COMPLETED').toLowerCase(),
    locked: thread.locked,
    assignee: null,
    milestone: null,
    comments: thread.comments.length,
    author_association: 'NONE',
    user: simpleUser(world, thread.author, {}),
    created_at: thread.createdAt,
    updated_at: thread.closedAt ?? thread.createdAt,
    closed_at: thread.closedAt,
  }
}
