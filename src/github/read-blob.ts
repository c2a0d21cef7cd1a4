import type { GitHub, RepositoryName } from './types.ts'

/** The content of a file by its sha, which `readTree` tells with the size. */
export async function readBlob(
  github: GitHub,
  options: RepositoryName & { readonly sha: string },
): Promise<Uint8Array> {
  const { owner, repo, sha } = options
  const { data } = await github.rest.git.getBlob({ owner, repo, file_sha: sha })
  return Buffer.from(data.content, data.encoding === 'base64' ? 'base64' : 'utf8')
}
