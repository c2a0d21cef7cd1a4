import { z } from 'zod'
import { askGraphql } from './ask-graphql.ts'
import type { GitHub, RepositoryName } from './types.ts'

/** Checked against GitHub's published schema in the tests. */
export const readInteractionLimitDocument = `query ReadInteractionLimit($owner: String!, $repo: String!) {
  repository(owner: $owner, name: $repo) { interactionAbility { limit expiresAt } }
}`

const limits = {
  COLLABORATORS_ONLY: 'collaborators',
  CONTRIBUTORS_ONLY: 'contributors',
  EXISTING_USERS: 'older accounts',
} as const

const answer = z.object({
  repository: z
    .object({
      interactionAbility: z
        .object({
          limit: z.enum(['COLLABORATORS_ONLY', 'CONTRIBUTORS_ONLY', 'EXISTING_USERS']).nullable().catch(null),
          expiresAt: z.iso.datetime().nullable().catch(null),
        })
        .nullish(),
    })
    .nullish(),
})

export interface InteractionLimit {
  readonly to: (typeof limits)[keyof typeof limits]
  /** ISO 8601. */
  readonly until: string | null
}

/** Who alone may comment and open issues and pull requests for a time; null where there is no limit, or it may not be seen. */
export async function readInteractionLimit(
  github: GitHub,
  { owner, repo }: RepositoryName,
): Promise<InteractionLimit | null> {
  const { data } = await askGraphql(github, readInteractionLimitDocument, { owner, repo }, answer)
  const ability = data.repository?.interactionAbility
  if (!ability || ability.limit === null) return null
  return { to: limits[ability.limit], until: ability.expiresAt }
}
