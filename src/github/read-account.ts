import { orAbsent } from './absent.ts'
import type { GitHub } from './types.ts'

export interface Account {
  readonly id: number
  readonly login: string
  readonly isOrganization: boolean
}

/** A person's, organisation's or App's account; null where there is none of that login. */
export async function readAccount(github: GitHub, login: string): Promise<Account | null> {
  const answer = await orAbsent(github.rest.users.getByUsername({ username: login }))
  if (answer === null) return null
  const { id, login: name, type } = answer.data
  return { id, login: name, isOrganization: type === 'Organization' }
}
