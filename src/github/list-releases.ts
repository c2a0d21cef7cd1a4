import { orAbsent } from './absent.ts'
import type { GitHub, RepositoryName } from './types.ts'

/** A release as its maintainers tell of it. */
export interface ReleaseNotes {
  readonly tag: string
  readonly isPrerelease: boolean
  /** Foreign text. */
  readonly text: string
}

const longestNotes = 65_536

/** The notes of the newest 50 published releases of a repository, the newest first. */
export async function listReleases(github: GitHub, { owner, repo }: RepositoryName): Promise<ReleaseNotes[]> {
  const answer = await orAbsent(github.rest.repos.listReleases({ owner, repo, per_page: 50 }))
  return (answer?.data ?? [])
    .filter(({ draft }) => !draft)
    .map(({ tag_name, prerelease, body }) => ({
      tag: tag_name,
      isPrerelease: prerelease,
      text: (body ?? '').slice(0, longestNotes),
    }))
}
