import type { GitHub, RepositoryName } from './types.ts'

export interface Repository {
  readonly isPublic: boolean
  readonly defaultBranch: string
  /** Its page. */
  readonly url: string
}

export async function readRepository(github: GitHub, { owner, repo }: RepositoryName): Promise<Repository> {
  const { data } = await github.rest.repos.get({ owner, repo })
  return { isPublic: !data.private, defaultBranch: data.default_branch, url: data.html_url }
}
