import { GraphQLError } from 'graphql'
import { maySee, roleOf } from '../access.ts'
import { toSeconds } from '../clock.ts'
import { look } from '../forward.ts'
import { at, type Json, listAt, numberAt, textAt } from '../json.ts'
import { loginOf } from '../routes/reactions.ts'
import type { Call, World } from '../types.ts'
import { connection, type Page } from './connection.ts'
import { makeIssue, makePull } from './issue.ts'
import { makeRepository, type View } from './repository.ts'

/** The fields of Query that Headwater uses. */
export function makeQuery(world: World, call: Call) {
  const view: View = { world, call }
  return {
    viewer: () => viewer(view),
    repository: ({ owner, name }: { owner: string; name: string }) => findRepository(view, owner, name),
    search: (parameters: Page & { query: string; type: string }) => search(view, parameters),
    rateLimit: () => ({
      limit: 5000,
      cost: 1,
      remaining: 4999,
      used: 1,
      nodeCount: 1,
      resetAt: toSeconds(new Date(world.now().getTime() + 3_600_000)),
    }),
  }
}

function viewer({ world, call }: View) {
  const login = loginOf(world, call)
  return { __typename: 'User', login, id: `U_${login}`, url: `${world.url}/${login}`, databaseId: null, name: login }
}

async function findRepository(view: View, owner: string, name: string) {
  const { world, call } = view
  const repository = world.repositories.get(`${owner}/${name}`.toLowerCase())
  if (!repository || !maySee(world, call.actor, repository)) {
    const message = `Could not resolve to a Repository with the name '${owner}/${name}'.`
    throw new GraphQLError(message, { extensions: { type: 'NOT_FOUND' } })
  }
  const described = await look(world, `/repos/${repository.fullName}`)
  const role = call.actor.kind === 'user' ? roleOf(world, call.actor.login, repository) : 'none'
  return makeRepository(view, repository, described ?? null, role)
}

async function search(view: View, parameters: Page & { query: string; type: string }) {
  const { world, call } = view
  const kind = parameters.type === 'REPOSITORY' ? 'repositories' : 'issues'
  const found = await look(world, `/search/${kind}?per_page=100&q=${encodeURIComponent(parameters.query)}`)
  const items = listAt(found, 'items').filter((item) => isVisible(view, item, kind))
  const nodes = items.map((item) => {
    if (kind === 'repositories') {
      const [owner = '', name = ''] = textAt(item, 'full_name').split('/')
      return findRepository(view, owner, name)
    }
    return at(item, 'head') === undefined ? makeIssue({ world, call }, item) : makePull({ world, call }, item)
  })
  const count = numberAt(found, 'total_count')
  return {
    ...connection(nodes, parameters),
    issueCount: kind === 'issues' ? count : 0,
    repositoryCount: kind === 'repositories' ? count : 0,
  }
}

function isVisible({ world, call }: View, item: Json, kind: string): boolean {
  const name =
    kind === 'repositories' ? textAt(item, 'full_name') : /repos\/([^/]+\/[^/]+)/.exec(textAt(item, 'url'))?.[1]
  const repository = world.repositories.get((name ?? '').toLowerCase())
  return repository !== undefined && maySee(world, call.actor, repository)
}
