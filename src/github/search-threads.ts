import type { QuerySearchArgs } from '@octokit/graphql-schema'
import { z } from 'zod'
import { askGraphql, type GraphqlAnswer } from './ask-graphql.ts'
import { type Thread, threadFields, threadNode } from './graphql/thread-fields.ts'
import type { GitHub } from './types.ts'

/** Checked against GitHub's published schema in the tests. */
export const searchThreadsDocument = `query SearchThreads($text: String!, $first: Int!) {
  search(query: $text, type: ISSUE, first: $first) {
    nodes {
      ...IssueFields
      ...PullFields
      ... on Issue { closedByPullRequestsReferences(first: 3, includeClosedPrs: true) { nodes { merged } } }
    }
  }
}${threadFields}`

const answer = z.object({ search: z.object({ nodes: z.array(threadNode.nullable().catch(null)).nullable() }) })

/**
 * Issues and pull requests by GitHub's search, the likeliest first.
 *
 * @param query in GitHub's search syntax, at most 256 characters and five of AND, OR, NOT
 * @param first how many, at most 100
 */
export async function searchThreads(
  github: GitHub,
  { query, first }: { readonly query: string; readonly first: number },
): Promise<GraphqlAnswer<Thread[]>> {
  // The client keeps the name `query` for the document.
  const variables: { text: QuerySearchArgs['query'] } & Pick<QuerySearchArgs, 'first'> = { text: query, first }
  const { data, problems } = await askGraphql(github, searchThreadsDocument, variables, answer)
  return { data: (data.search.nodes ?? []).filter((node) => node !== null), problems }
}
