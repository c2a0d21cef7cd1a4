import type { QuerySearchArgs } from '@octokit/graphql-schema'
import { z } from 'zod'
import { askGraphql, type GraphqlAnswer } from './ask-graphql.ts'
import type { GitHub, RepositoryName } from './types.ts'

/** Checked against GitHub's published schema in the tests. */
export const searchRepositoriesDocument = `query SearchRepositories($text: String!, $first: Int!) {
  search(query: $text, type: REPOSITORY, first: $first) {
    nodes { __typename ... on Repository { name owner { login } isFork isPrivate } }
  }
}`

const repository = z.object({
  name: z.string(),
  owner: z.object({ login: z.string() }),
  isFork: z.boolean(),
  isPrivate: z.boolean(),
})
const answer = z.object({ search: z.object({ nodes: z.array(repository.nullable().catch(null)).nullable() }) })

/** Public repositories that are no forks, by GitHub's search, the likeliest first. */
export async function searchRepositories(
  github: GitHub,
  { query, first }: { readonly query: string; readonly first: number },
): Promise<GraphqlAnswer<RepositoryName[]>> {
  // The client keeps the name `query` for the document.
  const variables: { text: QuerySearchArgs['query'] } & Pick<QuerySearchArgs, 'first'> = { text: query, first }
  const { data, problems } = await askGraphql(github, searchRepositoriesDocument, variables, answer)
  const found = (data.search.nodes ?? []).flatMap((node) =>
    node === null || node.isFork || node.isPrivate ? [] : [{ owner: node.owner.login, repo: node.name }],
  )
  return { data: found, problems }
}
