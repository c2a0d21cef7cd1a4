import { askGit } from '../git/run-git.ts'
import { keyOf } from '../threads/thread-links.ts'
import type { Repository, World } from '../types.ts'
import { connection, type Page } from './connection.ts'
import { makeCommit } from './repository.ts'
import { makeThread } from './thread.ts'

interface HistoryQuery extends Page {
  readonly path?: string | null
  readonly since?: string | null
  readonly until?: string | null
}

/** The commits that led to a commit, the newest first, each with the stored pull request that became it. */
export async function listHistory(
  world: World,
  repository: Repository,
  sha: string,
  { path, since, until, ...page }: HistoryQuery,
) {
  const limits = Object.entries({ since, until }).flatMap(([key, value]) => (value ? [`--${key}=${value}`] : []))
  const args = ['rev-list', '--max-count=1000', ...limits, sha, ...(path ? ['--', path] : [])]
  const shas = ((await askGit(repository.directory, args)) ?? '').split('\n').filter(Boolean)
  const { nodes, ...rest } = connection(shas, page)
  return { ...rest, nodes: nodes.map((one) => makeDescribedCommit(world, repository, one)) }
}

async function makeDescribedCommit(world: World, repository: Repository, sha: string) {
  const commit = await makeCommit(repository, sha)
  const pulls = [...world.threads.values()].filter((thread) => world.merges.get(keyOf(thread)) === sha)
  return {
    ...commit,
    messageHeadline: commit.message.split('\n', 1)[0],
    url: `${world.url}/${repository.fullName}/commit/${sha}`,
    associatedPullRequests: (page: Page) =>
      connection(
        pulls.map((pull) => makeThread(world, pull)),
        page,
      ),
  }
}
