import type { RepositoryName } from '../types.ts'
import { inGitFolder } from './git-folder.ts'

const timeoutMs = 60_000
/** Nothing is ever pushed there. */
const branch = 'refs/heads/headwater-doctor'

export interface GitTrial {
  /** `git version 2.43.0`; null where there is no git. */
  readonly version: string | null
  /** The line in which git says why; null where it went well. */
  readonly clone: string | null
  readonly push: string | null
}

/**
 * Clones a repository and asks whether a push would be taken, without one: git's `--dry-run` signs in and stops there.
 *
 * @param webOrigin origin of GitHub's pages: `https://github.com`
 */
export async function tryCloneAndPush({
  owner,
  repo,
  webOrigin,
  token,
}: RepositoryName & { readonly webOrigin: string; readonly token: string }): Promise<GitTrial> {
  const identity = { name: 'Headwater', email: 'headwater@localhost', date: new Date(0) }
  return inGitFolder({ token, identity, timeoutMs }, async ({ git, path }) => {
    const attempt = async (...args: string[]): Promise<string | null> => {
      try {
        await git.raw(args)
        return null
      } catch (error) {
        const said = error instanceof Error ? error.message.replaceAll(token, '***').trim().split('\n').at(-1) : ''
        return (said ?? '').slice(0, 300)
      }
    }
    const version = await git
      .raw(['--version'])
      .then((said) => said.trim())
      .catch(() => null)
    if (version === null) return { version, clone: null, push: null }
    const url = `${webOrigin}/${owner}/${repo}.git`
    const clone = await attempt('clone', '--quiet', '--bare', '--depth=1', '--filter=blob:none', '--', url, path)
    if (clone !== null) return { version, clone, push: null }
    await git.cwd(path)
    return { version, clone, push: await attempt('push', '--quiet', '--dry-run', '--', url, `HEAD:${branch}`) }
  })
}
