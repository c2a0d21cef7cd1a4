import type { GitHub, RepositoryName } from './types.ts'

export interface InstalledName extends RepositoryName {
  readonly repositoryId: number
  readonly isPublic: boolean
}

/** The repositories that an installation's token reaches and that take changes, as they are called now. */
export async function listRepositories(github: GitHub): Promise<InstalledName[]> {
  const found = await github.paginate(github.rest.apps.listReposAccessibleToInstallation, { per_page: 100 })
  return found
    .filter(({ archived }) => archived !== true)
    .map(({ id, owner, name, private: isPrivate }) => ({
      repositoryId: id,
      owner: owner.login,
      repo: name,
      isPublic: !isPrivate,
    }))
}
