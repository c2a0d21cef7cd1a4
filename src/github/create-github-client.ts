import { type PacedOctokitOptions, pacedOctokit } from './paced-octokit.ts'
import type { GitHub } from './types.ts'

/** A client that is signed in by a person's token. */
export async function createGitHubClient(options: PacedOctokitOptions & { readonly token: string }): Promise<GitHub> {
  const { token, ...pacing } = options
  const createClient = await pacedOctokit(pacing)
  return createClient({ auth: { token }, account: 'person' })
}
