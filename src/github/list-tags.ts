import type { RepositoryRefsArgs } from '@octokit/graphql-schema'
import { z } from 'zod'
import { askGraphql, type GraphqlAnswer } from './ask-graphql.ts'
import type { GitHub, RepositoryName } from './types.ts'

/** Checked against GitHub's published schema in the tests. */
export const listTagsDocument = `query ListTags($owner: String!, $repo: String!, $after: String) {
  repository(owner: $owner, name: $repo) {
    refs(refPrefix: "refs/tags/", first: 100, after: $after, orderBy: { field: TAG_COMMIT_DATE, direction: DESC }) {
      pageInfo { hasNextPage endCursor }
      nodes {
        name
        target {
          __typename
          ... on Commit { committedDate }
          ... on Tag { target { __typename ... on Commit { committedDate } } }
        }
      }
    }
  }
}`

const dated = z.object({ committedDate: z.iso.datetime({ offset: true }).optional() })
const answer = z.object({
  repository: z.object({
    refs: z
      .object({
        pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
        nodes: z
          .array(
            z
              .object({
                name: z.string().min(1).max(255),
                target: dated.extend({ target: dated.nullish() }).nullish(),
              })
              .nullable()
              .catch(null),
          )
          .nullable(),
      })
      .nullable(),
  }),
})

/** A tag and when its commit was made. */
export interface Tag {
  readonly name: string
  /** ISO time; null where the tag points to no commit. */
  readonly committedAt: string | null
}

export interface TagPage {
  readonly tags: readonly Tag[]
  /** Where the next page begins; null after the last one. */
  readonly next: string | null
}

/** One page of the tags of a repository, those of the newest commits first, 100 at a time. */
export async function listTags(
  github: GitHub,
  { owner, repo, after }: RepositoryName & { readonly after: string | null },
): Promise<GraphqlAnswer<TagPage>> {
  const variables: Pick<RepositoryRefsArgs, 'after'> = { after }
  const { data, problems } = await askGraphql(github, listTagsDocument, { owner, repo, ...variables }, answer)
  const { refs } = data.repository
  const tags = (refs?.nodes ?? []).flatMap((node) => {
    if (node === null) return []
    const committedAt = node.target?.committedDate ?? node.target?.target?.committedDate ?? null
    return [{ name: node.name, committedAt }]
  })
  return { data: { tags, next: refs?.pageInfo.hasNextPage ? refs.pageInfo.endCursor : null }, problems }
}
