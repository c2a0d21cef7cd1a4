import { isRefusal } from './failure.ts'
import { readBranch } from './read-branch.ts'
import type { GitHub, RepositoryName } from './types.ts'

/** A branch with one commit of ours on it. */
export interface Proposal extends RepositoryName {
  readonly branch: string
  /** The commit that it is cut from. */
  readonly base: string
  readonly files: readonly { readonly path: string; readonly text: string }[]
  readonly message: string
}

/**
 * Makes a branch of a repository with several files in one commit, without a working copy. A branch of that name that exists is
 * left as it is: a person may have gone on with it.
 *
 * @returns whether the branch is there now; `refused` where a rule of the repository or a missing permission forbids it
 */
export async function pushProposal(github: GitHub, proposal: Proposal): Promise<'made' | 'there' | 'refused'> {
  const { owner, repo, branch, base, files, message } = proposal
  if ((await readBranch(github, proposal)) !== null) return 'there'
  const { git } = github.rest
  try {
    const { data: parent } = await git.getCommit({ owner, repo, commit_sha: base })
    const tree = []
    for (const { path, text } of files) {
      const content = Buffer.from(text).toString('base64')
      const { data: blob } = await git.createBlob({ owner, repo, content, encoding: 'base64' })
      // A script is run by its interpreter: what Headwater writes needs no executable bit.
      tree.push({ path, mode: '100644', type: 'blob', sha: blob.sha } as const)
    }
    const { data: made } = await git.createTree({ owner, repo, tree, base_tree: parent.tree.sha })
    const { data: commit } = await git.createCommit({ owner, repo, message, tree: made.sha, parents: [base] })
    await git.createRef({ owner, repo, ref: `refs/heads/${branch}`, sha: commit.sha })
    return 'made'
  } catch (error) {
    // Another process was faster, or the answer got lost.
    if ((await readBranch(github, proposal)) !== null) return 'there'
    if (isRefusal(error)) return 'refused'
    throw error
  }
}
