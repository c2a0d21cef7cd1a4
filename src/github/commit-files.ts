import type { GitHub, RepositoryName } from './types.ts'

/** A commit and the tree of its files. */
export interface Tip {
  readonly commit: string
  readonly tree: string
}

export interface CommitFilesOptions extends RepositoryName {
  /** What it is made on top of; null begins a history of its own. */
  readonly onTopOf: Tip | null
  readonly files: readonly { readonly path: string; readonly bytes: Uint8Array }[]
  readonly message: string
}

/**
 * Makes a commit with files in it, without a working copy. No branch holds it yet, so that nothing is lost where it is made twice.
 *
 * @returns the commit
 */
export async function commitFiles(github: GitHub, options: CommitFilesOptions): Promise<string> {
  const { owner, repo, onTopOf, files, message } = options
  const { git } = github.rest
  const tree = []
  for (const { path, bytes } of files) {
    const content = Buffer.from(bytes).toString('base64')
    const { data: blob } = await git.createBlob({ owner, repo, content, encoding: 'base64' })
    // A script is run by its interpreter: what Headwater writes needs no executable bit.
    tree.push({ path, mode: '100644', type: 'blob', sha: blob.sha } as const)
  }
  const base = onTopOf === null ? {} : { base_tree: onTopOf.tree }
  const { data: made } = await git.createTree({ owner, repo, tree, ...base })
  const parents = onTopOf === null ? [] : [onTopOf.commit]
  const { data: commit } = await git.createCommit({ owner, repo, message, tree: made.sha, parents })
  return commit.sha
}

export async function readTip(
  github: GitHub,
  { owner, repo, commit }: RepositoryName & { readonly commit: string },
): Promise<Tip> {
  const { data } = await github.rest.git.getCommit({ owner, repo, commit_sha: commit })
  return { commit, tree: data.tree.sha }
}
