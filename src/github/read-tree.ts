import type { GitHub, RepositoryName } from './types.ts'

export interface TreeFile {
  readonly path: string
  /** Of the file's content. */
  readonly sha: string
  /** In bytes. */
  readonly size: number
}

export interface Tree {
  readonly files: readonly TreeFile[]
  /** GitHub leaves out what is beyond 100,000 entries or 7 MB. */
  readonly truncated: boolean
}

/** All files at a commit. */
export async function readTree(github: GitHub, options: RepositoryName & { readonly commit: string }): Promise<Tree> {
  const { owner, repo, commit } = options
  const { data } = await github.rest.git.getTree({ owner, repo, tree_sha: commit, recursive: 'true' })
  const files = data.tree.flatMap(({ type, mode, path, sha, size }) =>
    // Neither submodules (commits) nor symbolic links (mode 120000).
    type === 'blob' && mode !== '120000' && path && sha ? [{ path, sha, size: size ?? 0 }] : [],
  )
  return { files, truncated: data.truncated }
}
