import { createHash } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { commitFiles, readTip } from './commit-files.ts'
import { statusOf } from './failure.ts'
import { readBranch } from './read-branch.ts'
import type { GitHub, RepositoryName } from './types.ts'

export interface PushFilesOptions extends RepositoryName {
  /** Begins with a commit of its own where it does not exist: it has no history in common with the service. */
  readonly branch: string
  readonly files: readonly { readonly path: string; readonly bytes: Uint8Array }[]
  readonly message: string
}

/** Others push to the same branch for their incidents; each time one was faster, the commit is made anew on top of theirs. */
const mostAttempts = 8
const longestWaitMs = 250

/**
 * Puts files on a branch without a working copy, in one commit. Does nothing where the branch holds them already.
 *
 * @returns the commit at which the files can be read
 */
export async function pushFiles(github: GitHub, options: PushFilesOptions): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await pushOnce(github, options)
    } catch (error) {
      if (attempt === mostAttempts || !hasMoved(error)) throw error
      // Those who met here would meet again.
      await setTimeout(Math.random() * longestWaitMs * attempt)
    }
  }
}

/** Whether the branch is no longer where it was; a rule of the repository is told by the same status. */
function hasMoved(error: unknown): boolean {
  const isRule = error instanceof Error && /\brules?\b|protected/i.test(error.message)
  return [409, 422].includes(statusOf(error)) && !isRule
}

async function pushOnce(github: GitHub, options: PushFilesOptions): Promise<string> {
  const { owner, repo, branch, message } = options
  const { git } = github.rest
  const head = await readBranch(github, options)
  const onTopOf = head === null ? null : await readTip(github, { owner, repo, commit: head })
  const files = onTopOf === null ? options.files : await filesNotIn(github, options, onTopOf.tree)
  if (head !== null && files.length === 0) return head
  const commit = await commitFiles(github, { owner, repo, onTopOf, files, message })
  if (head === null) await git.createRef({ owner, repo, ref: `refs/heads/${branch}`, sha: commit })
  else await git.updateRef({ owner, repo, ref: `heads/${branch}`, sha: commit })
  return commit
}

async function filesNotIn(github: GitHub, { owner, repo, files }: PushFilesOptions, tree: string) {
  const { data } = await github.rest.git.getTree({ owner, repo, tree_sha: tree, recursive: 'true' })
  const known = new Map(data.tree.map((entry) => [entry.path, entry.sha]))
  return files.filter(({ path, bytes }) => known.get(path) !== nameOfBlob(bytes))
}

/** https://git-scm.com/book/en/v2/Git-Internals-Git-Objects */
function nameOfBlob(bytes: Uint8Array): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
}
