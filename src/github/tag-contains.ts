import type { RefCompareArgs } from '@octokit/graphql-schema'
import { z } from 'zod'
import { askGraphql, type GraphqlAnswer } from './ask-graphql.ts'
import type { GitHub, RepositoryName } from './types.ts'

/** Checked against GitHub's published schema in the tests. */
export const tagContainsDocument = `query TagContains($owner: String!, $repo: String!, $tag: String!, $commit: String!) {
  repository(owner: $owner, name: $repo) {
    ref(qualifiedName: $tag) { compare(headRef: $commit) { status } }
  }
}`

const answer = z.object({
  repository: z.object({
    ref: z.object({ compare: z.object({ status: z.string() }).nullable() }).nullable(),
  }),
})

/**
 * Whether a commit is part of what a tag marks: seen from the tag, it lies behind or is the very same.
 *
 * @param tag without `refs/tags/`
 */
export async function tagContains(
  github: GitHub,
  { owner, repo, tag, commit }: RepositoryName & { readonly tag: string; readonly commit: string },
): Promise<GraphqlAnswer<boolean>> {
  const head: RefCompareArgs = { headRef: commit }
  const variables = { owner, repo, tag: `refs/tags/${tag}`, commit: head.headRef }
  const { data, problems } = await askGraphql(github, tagContainsDocument, variables, answer)
  const status = data.repository.ref?.compare?.status
  return { data: status === 'BEHIND' || status === 'IDENTICAL', problems }
}
