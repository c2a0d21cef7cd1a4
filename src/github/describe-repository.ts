import { z } from 'zod'
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
  /** Who may open pull requests. */
  readonly pullRequests: 'everybody' | 'collaborators' | 'nobody'
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
    pullRequests: whoOpensPullRequests(data),
    defaultBranch: data.default_branch,
  }
}

/** Of API version 2026-03-10, https://docs.github.com/rest/repos/repos; older servers say nothing of it. */
const pullRequestSettings = z.object({
  has_pull_requests: z.boolean().catch(true),
  pull_request_creation_policy: z.string().catch('all'),
})

function whoOpensPullRequests(data: unknown): RepositoryFacts['pullRequests'] {
  const { has_pull_requests: has, pull_request_creation_policy: policy } = pullRequestSettings.parse(data)
  return !has ? 'nobody' : policy === 'collaborators_only' ? 'collaborators' : 'everybody'
}
