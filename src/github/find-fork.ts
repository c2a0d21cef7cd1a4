import { orAbsent } from './absent.ts'
import type { GitHub, RepositoryName } from './types.ts'

/** A copy of a repository in somebody's account. */
export interface Fork extends RepositoryName {
  readonly defaultBranch: string
}

export interface FindForkOptions {
  /** What was forked. */
  readonly upstream: RepositoryName
  /** Login of the organisation or person whose fork is looked for. */
  readonly account: string
}

/** A fork whose name was taken gets a number behind it. */
const mostNumbers = 3

/** An account's fork of a repository: by the names that GitHub gives forks, and only where GitHub says that it is one. */
export async function findFork(github: GitHub, { upstream, account }: FindForkOptions): Promise<Fork | null> {
  const names = [upstream.repo, ...Array.from({ length: mostNumbers }, (_, index) => `${upstream.repo}-${index + 1}`)]
  const wanted = fullName(upstream)
  for (const repo of names) {
    const answer = await orAbsent(github.rest.repos.get({ owner: account, repo }))
    if (answer === null) return null
    const { data } = answer
    const origins = [data.parent?.full_name, data.source?.full_name].map((name) => name?.toLowerCase())
    if (!data.fork || !origins.includes(wanted)) continue
    return { owner: data.owner.login, repo: data.name, defaultBranch: data.default_branch }
  }
  return null
}

function fullName({ owner, repo }: RepositoryName): string {
  return `${owner}/${repo}`.toLowerCase()
}
