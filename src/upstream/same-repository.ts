import type { RepositoryName } from '../github/index.ts'

/** Whether two names are of one repository: GitHub tells no case apart, and forks share the second part. */
export function isSameRepository(a: RepositoryName, b: RepositoryName): boolean {
  return a.owner.toLowerCase() === b.owner.toLowerCase() && a.repo.toLowerCase() === b.repo.toLowerCase()
}
