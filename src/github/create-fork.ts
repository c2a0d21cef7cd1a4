import { isRefusal } from './failure.ts'
import type { GitHub, RepositoryName } from './types.ts'

/**
 * Asks GitHub for a fork in an organisation. GitHub answers before it has made it, which takes up to five minutes.
 *
 * @returns false where the App may not fork: on most upstreams, as it is not installed there
 */
export async function createFork(
  github: GitHub,
  { upstream, organization }: { readonly upstream: RepositoryName; readonly organization: string },
): Promise<boolean> {
  const { owner, repo } = upstream
  try {
    await github.rest.repos.createFork({
      owner,
      repo,
      organization,
      default_branch_only: true,
      request: { retries: 0 },
    })
    return true
  } catch (error) {
    if (isRefusal(error)) return false
    throw error
  }
}
