import { expect, it } from 'vitest'
import { type GitHub, readInteractionLimit } from '../../src/github/index.ts'

const house = { owner: 'lockside', repo: 'codec' }
const answering = (repository: unknown) => ({ graphql: async () => ({ repository }) }) as unknown as GitHub
const until = '2026-12-01T00:00:00Z'

it.each([
  ['COLLABORATORS_ONLY', { to: 'collaborators', until }],
  ['CONTRIBUTORS_ONLY', { to: 'contributors', until }],
  ['EXISTING_USERS', { to: 'older accounts', until }],
  ['NO_LIMIT', null],
  ['A_LATER_KIND', null],
])('tells who may write upstream under %s', async (limit, told) => {
  const github = answering({ interactionAbility: { limit, expiresAt: until } })
  expect(await readInteractionLimit(github, house)).toEqual(told)
})

it.each([
  ['the limit may not be seen', { interactionAbility: null }],
  ['the repository may not be seen', null],
])('tells nothing where %s', async (_, repository) => {
  expect(await readInteractionLimit(answering(repository), house)).toBeNull()
})

it('takes no time from outside that is none', async () => {
  const github = answering({ interactionAbility: { limit: 'EXISTING_USERS', expiresAt: '@lena soon' } })
  expect(await readInteractionLimit(github, house)).toEqual({ to: 'older accounts', until: null })
})
