import type { GitHub, RepositoryName } from './types.ts'

/** The repositories that a client's token reaches, at most 100, as they are called now. */
export async function listReachable(github: GitHub): Promise<RepositoryName[]> {
  const { data } = await github.rest.apps.listReposAccessibleToInstallation({ per_page: 100 })
  return data.repositories.map(({ owner, name }) => ({ owner: owner.login, repo: name }))
}
