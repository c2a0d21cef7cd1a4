import { gitRepository } from './git-repository.ts'

/**
 * The repository of an address with a revision, as pip and SPDX write it: `git+https://host/owner/name.git@v1#egg=name`.
 *
 * @returns as `gitRepository` does; null where it is no git source
 */
export function repositoryOfVcsUrl(url: string): string | null {
  if (!url.startsWith('git+')) return null
  const bare = url.slice('git+'.length).replace(/#.*$/s, '')
  const path = bare.indexOf('/', bare.indexOf('://') + 3)
  const revision = path < 0 ? -1 : bare.indexOf('@', path)
  return gitRepository(revision < 0 ? bare : bare.slice(0, revision))
}
