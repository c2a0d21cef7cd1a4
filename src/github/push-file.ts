import { createHash } from 'node:crypto'
import { orAbsent } from './absent.ts'
import { statusOf } from './failure.ts'
import type { GitHub, RepositoryName } from './types.ts'

export interface PushFileOptions extends RepositoryName {
  /** Begins with a commit of its own where it does not exist: it has no history in common with the service. */
  readonly branch: string
  readonly path: string
  readonly bytes: Uint8Array
  readonly message: string
}

/** Others push to the same branch for their incidents; each time one was faster, the commit is made anew on top of theirs. */
const mostAttempts = 3

/**
 * Puts a file on a branch without a working copy. Does nothing where the branch holds it already.
 *
 * @returns the commit at which the file can be read
 */
export async function pushFile(github: GitHub, options: PushFileOptions): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await pushOnce(github, options)
    } catch (error) {
      // 409 and 422: the branch is no longer where it was.
      if (attempt === mostAttempts || ![409, 422].includes(statusOf(error))) throw error
    }
  }
}

async function pushOnce(github: GitHub, options: PushFileOptions): Promise<string> {
  const { owner, repo, branch, path, bytes, message } = options
  const git = github.rest.git
  const head = await readHead(github, options)
  if (head !== null && (await holdsFile(github, options, head.tree))) return head.commit
  const { data: blob } = await git.createBlob({
    owner,
    repo,
    content: Buffer.from(bytes).toString('base64'),
    encoding: 'base64',
  })
  const { data: tree } = await git.createTree({
    owner,
    repo,
    tree: [{ path, mode: '100644', type: 'blob', sha: blob.sha }],
    ...(head === null ? {} : { base_tree: head.tree }),
  })
  const parents = head === null ? [] : [head.commit]
  const { data: commit } = await git.createCommit({ owner, repo, message, tree: tree.sha, parents })
  if (head === null) await git.createRef({ owner, repo, ref: `refs/heads/${branch}`, sha: commit.sha })
  else await git.updateRef({ owner, repo, ref: `heads/${branch}`, sha: commit.sha })
  return commit.sha
}

async function readHead(github: GitHub, { owner, repo, branch }: PushFileOptions) {
  const ref = await orAbsent(github.rest.git.getRef({ owner, repo, ref: `heads/${branch}` }))
  if (ref === null) return null
  const commit = ref.data.object.sha
  const { data } = await github.rest.git.getCommit({ owner, repo, commit_sha: commit })
  return { commit, tree: data.tree.sha }
}

async function holdsFile(github: GitHub, { owner, repo, path, bytes }: PushFileOptions, tree: string) {
  const { data } = await github.rest.git.getTree({ owner, repo, tree_sha: tree, recursive: 'true' })
  // https://git-scm.com/book/en/v2/Git-Internals-Git-Objects
  const sha = createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
  return data.tree.some((entry) => entry.path === path && entry.sha === sha)
}
