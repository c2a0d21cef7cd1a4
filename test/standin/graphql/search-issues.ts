import { GraphQLError } from 'graphql'
import { maySee } from '../access.ts'
import { look } from '../forward.ts'
import { at, type Json, listAt, textAt } from '../json.ts'
import type { Call, World } from '../types.ts'
import { connection, type Page } from './connection.ts'
import { makeIssue, makePull } from './issue.ts'
import { parseSearch, type Searched, type SearchQuery } from './search-query.ts'
import { makeThread } from './thread.ts'

interface View {
  readonly world: World
  readonly call: Call
}

/** Searches the issues and pull requests of the repositories that a query names: stored ones, and those that emulate keeps. */
export async function searchIssues(view: View, { query: text, ...page }: Page & { query: string }) {
  const query = readQuery(text)
  const found = [...searchThreads(view, query), ...(await searchEmulated(view, query))]
  const nodes = found.sort((a, b) => b.rate - a.rate).map(({ node }) => node)
  return { ...connection(nodes, page), issueCount: nodes.length, repositoryCount: 0 }
}

function readQuery(text: string): SearchQuery {
  try {
    return parseSearch(text)
  } catch (error) {
    throw new GraphQLError((error as Error).message, { extensions: { type: 'INVALID' } })
  }
}

function searchThreads({ world, call }: View, { repositories, rate }: SearchQuery) {
  return [...world.threads.values()].flatMap((thread) => {
    const repository = world.repositories.get(thread.repository.toLowerCase())
    const isMeant = repositories.length === 0 || repositories.includes(thread.repository.toLowerCase())
    if (!repository || !isMeant || !maySee(world, call.actor, repository)) return []
    const body = [thread.body, ...thread.comments.map((comment) => comment.body)].join('\n')
    const rated = rate({ ...thread, body, isOpen: thread.state === 'open' })
    return rated > 0 ? [{ rate: rated, node: makeThread(world, thread) }] : []
  })
}

async function searchEmulated(view: View, { repositories, rate }: SearchQuery) {
  const { world, call } = view
  const names = repositories.length > 0 ? repositories : [...world.repositories.keys()]
  const found = []
  for (const name of names) {
    const repository = world.repositories.get(name)
    if (!repository || !maySee(world, call.actor, repository)) continue
    for (const kind of ['issues', 'pulls'] as const) {
      for (const item of listAt(await look(world, `/repos/${repository.fullName}/${kind}?state=all&per_page=100`))) {
        const rated = rate(describe(item, repository.fullName, kind))
        if (rated > 0)
          found.push({ rate: rated, node: kind === 'issues' ? makeIssue(view, item) : makePull(view, item) })
      }
    }
  }
  return found
}

function describe(item: Json, repository: string, kind: 'issues' | 'pulls'): Searched {
  return {
    repository,
    kind: kind === 'issues' ? 'issue' : 'pull-request',
    isOpen: at(item, 'state') === 'open',
    labels: listAt(item, 'labels').map((label) => textAt(label, 'name')),
    title: textAt(item, 'title'),
    body: textAt(item, 'body'),
  }
}
