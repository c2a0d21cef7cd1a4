import type { GitHub, RepositoryName } from './types.ts'

/** The branches whose names begin like this. */
export async function listBranches(
  github: GitHub,
  { owner, repo, prefix }: RepositoryName & { readonly prefix: string },
): Promise<string[]> {
  const { data } = await github.rest.git.listMatchingRefs({ owner, repo, ref: `heads/${prefix}` })
  return data.map(({ ref }) => ref.replace(/^refs\/heads\//, ''))
}
