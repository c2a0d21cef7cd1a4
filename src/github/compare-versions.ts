import { orAbsent } from './absent.ts'
import type { GitHub, RepositoryName } from './types.ts'

/** What lies between two commits. */
export interface VersionComparison {
  /** Its page. */
  readonly url: string
  /** All of them, though only the first 250 are given. */
  readonly total: number
  readonly commits: readonly string[]
  /** Paths of the changed files, at most 300. */
  readonly files: readonly string[]
}

/** GitHub's comparison of two tags or commits; null where it lacks one of them. */
export async function compareVersions(
  github: GitHub,
  { owner, repo, from, to }: RepositoryName & { readonly from: string; readonly to: string },
): Promise<VersionComparison | null> {
  const basehead = `${from}...${to}`
  const answer = await orAbsent(github.rest.repos.compareCommitsWithBasehead({ owner, repo, basehead }))
  if (answer === null) return null
  const { html_url: url, total_commits: total, commits, files = [] } = answer.data
  return { url, total, commits: commits.map(({ sha }) => sha), files: files.map(({ filename }) => filename) }
}
