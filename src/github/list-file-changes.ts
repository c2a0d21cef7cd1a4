import type { CommitHistoryArgs } from '@octokit/graphql-schema'
import { z } from 'zod'
import { askGraphql, type GraphqlAnswer } from './ask-graphql.ts'
import type { GitHub, RepositoryName } from './types.ts'

/** Checked against GitHub's published schema in the tests. */
export const listFileChangesDocument = `query ListFileChanges($owner: String!, $repo: String!, $ref: String!, $path: String!, $first: Int!, $since: GitTimestamp, $until: GitTimestamp) {
  repository(owner: $owner, name: $repo) {
    object(expression: $ref) {
      __typename
      ... on Commit {
        history(first: $first, path: $path, since: $since, until: $until) {
          nodes {
            oid committedDate messageHeadline url
            associatedPullRequests(first: 1) { nodes { number title url } }
          }
        }
      }
    }
  }
}`

const page = z.url({ protocol: /^https?$/ })
const change = z.object({
  oid: z.string(),
  committedDate: z.iso.datetime({ offset: true }),
  messageHeadline: z.string().transform((text) => text.slice(0, 256)),
  url: page,
  associatedPullRequests: z
    .object({
      nodes: z
        .array(
          z
            .object({ number: z.int().positive(), title: z.string().max(1024), url: page })
            .nullable()
            .catch(null),
        )
        .nullable(),
    })
    .nullish()
    .catch(null),
})
const answer = z.object({
  repository: z
    .object({
      object: z
        .object({ history: z.object({ nodes: z.array(change.nullable().catch(null)).nullable() }).optional() })
        .nullable(),
    })
    .nullable(),
})

/** A commit that changed a file. */
export interface FileChange {
  readonly sha: string
  /** ISO time. */
  readonly at: string
  /** First line of the message, foreign text; its page, where it has one. */
  readonly title: string
  readonly url: string | null
  /** The pull request that brought it; null where none is known. */
  readonly pull: { readonly number: number; readonly title: string; readonly url: string } | null
}

export interface ListFileChangesOptions extends RepositoryName {
  /** Commit, tag or branch. */
  readonly ref: string
  readonly path: string
  /** At most 100. */
  readonly first: number
  /** ISO times; null for no bound. */
  readonly since: string | null
  readonly until: string | null
}

/** The commits that changed a file or what lies below a folder, the newest first, in one request with their pull requests. */
export async function listFileChanges(
  github: GitHub,
  { owner, repo, ref, path, first, since, until }: ListFileChangesOptions,
): Promise<GraphqlAnswer<FileChange[]>> {
  const bounds: Pick<CommitHistoryArgs, 'path' | 'first' | 'since' | 'until'> = { path, first, since, until }
  const { data, problems } = await askGraphql(github, listFileChangesDocument, { owner, repo, ref, ...bounds }, answer)
  const nodes = data.repository?.object?.history?.nodes ?? []
  const changes = nodes.flatMap((node): FileChange[] => {
    if (node === null) return []
    const { oid: sha, committedDate: at, messageHeadline: title, url } = node
    return [{ sha, at, title, url, pull: node.associatedPullRequests?.nodes?.[0] ?? null }]
  })
  return { data: changes, problems }
}
