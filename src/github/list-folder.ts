import { z } from 'zod'
import { askGraphql, type GraphqlAnswer } from './ask-graphql.ts'
import type { GitHub, RepositoryName } from './types.ts'

/** Checked against GitHub's published schema in the tests. */
export const listFolderDocument = `query ListFolder($owner: String!, $repo: String!, $expression: String!) {
  repository(owner: $owner, name: $repo) {
    object(expression: $expression) { __typename ... on Tree { entries { name type } } }
  }
}`

const answer = z.object({
  repository: z.object({
    object: z.object({ entries: z.array(z.object({ name: z.string(), type: z.string() })).nullish() }).nullable(),
  }),
})

/** The names of the files in a folder; null where there is no such folder. The root's path is empty. */
export async function listFolder(
  github: GitHub,
  { owner, repo, ref, path }: RepositoryName & { readonly ref: string; readonly path: string },
): Promise<GraphqlAnswer<string[] | null>> {
  const variables = { owner, repo, expression: `${ref}:${path}` }
  const { data, problems } = await askGraphql(github, listFolderDocument, variables, answer)
  const entries = data.repository.object?.entries
  const files = entries?.filter(({ type }) => type === 'blob').map(({ name }) => name)
  return { data: files ?? null, problems }
}
