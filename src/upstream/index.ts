export { findRepository, type RepositorySources } from './find-repository.ts'
export { normaliseRepositoryUrl } from './normalise-repository-url.ts'
export type { GithubName, Repository, RepositoryAddress, RepositoryAnswer } from './types.ts'
