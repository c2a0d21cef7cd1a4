import { commitFiles, readTip } from './commit-files.ts'
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
  try {
    const commit = await commitFiles(github, {
      owner,
      repo,
      onTopOf: await readTip(github, { owner, repo, commit: base }),
      files: files.map(({ path, text }) => ({ path, bytes: Buffer.from(text) })),
      message,
    })
    await github.rest.git.createRef({ owner, repo, ref: `refs/heads/${branch}`, sha: commit })
    return 'made'
  } catch (error) {
    // Another process was faster, or the answer got lost.
    if ((await readBranch(github, proposal)) !== null) return 'there'
    if (isRefusal(error)) return 'refused'
    throw error
  }
}
