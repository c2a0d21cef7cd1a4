import { GraphQLError } from 'graphql'
import { maySee, roleOf } from '../access.ts'
import { toSeconds } from '../clock.ts'
import { look } from '../forward.ts'
import { listAt, numberAt, textAt } from '../json.ts'
import { loginOf } from '../routes/reactions.ts'
import type { Call, World } from '../types.ts'
import { connection, type Page } from './connection.ts'
import { makeRepository, type View } from './repository.ts'
import { searchIssues } from './search-issues.ts'

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
  const asked = `${owner}/${name}`.toLowerCase()
  const repository = world.repositories.get(world.formerNames.get(asked) ?? asked)
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
  if (parameters.type !== 'REPOSITORY') return searchIssues(view, parameters)
  // emulate takes qualifiers that it does not know for words.
  const words = parameters.query.replaceAll(/\b(?:sort|fork):\S+/g, '').trim()
  const found = await look(world, `/search/repositories?per_page=100&q=${encodeURIComponent(words)}`)
  const names = listAt(found, 'items').map((item) => textAt(item, 'full_name'))
  const nodes = names
    .filter((name) => {
      const repository = world.repositories.get(name.toLowerCase())
      return repository !== undefined && maySee(world, call.actor, repository)
    })
    .map((name) => {
      const [owner = '', repository = ''] = name.split('/')
      return findRepository(view, owner, repository)
    })
  return { ...connection(nodes, parameters), issueCount: 0, repositoryCount: numberAt(found, 'total_count') }
}
