import { orAbsent } from './absent.ts'
import type { GitHub, RepositoryName } from './types.ts'

/** What a guest should know of a repository. */
export interface RepositoryFacts {
  /** As it is called now: a renamed repository answers to its old name too. */
  readonly owner: string
  readonly repo: string
  readonly url: string
  readonly isPublic: boolean
  readonly archived: boolean
  readonly fork: boolean
  /** What it was forked from; null where it is no fork, or that may not be seen. */
  readonly forkOf: RepositoryName | null
  /** Where it is copied from, where it is a mirror. Foreign text. */
  readonly mirrorOf: string | null
  readonly hasIssues: boolean
  readonly defaultBranch: string
}

/** Follows a rename. Null where there is no such repository, or it may not be seen. */
export async function describeRepository(
  github: GitHub,
  { owner, repo }: RepositoryName,
): Promise<RepositoryFacts | null> {
  const answer = await orAbsent(github.rest.repos.get({ owner, repo }))
  if (answer === null) return null
  const { data } = answer
  return {
    owner: data.owner.login,
    repo: data.name,
    url: data.html_url,
    isPublic: !data.private,
    archived: data.archived,
    fork: data.fork,
    forkOf: data.parent ? { owner: data.parent.owner.login, repo: data.parent.name } : null,
    mirrorOf: data.mirror_url,
    hasIssues: data.has_issues,
    defaultBranch: data.default_branch,
  }
}
