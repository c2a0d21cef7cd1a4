import type { CommitAuthor } from '../../contribution/index.ts'
import { readAccount } from '../../github/index.ts'
import type { Scene } from '../at-incident.ts'

/** As GitHub writes the commits of an App. */
export async function readAuthor({ github, tools }: Scene): Promise<CommitAuthor> {
  const login = await tools.github.ownLogin()
  const account = await readAccount(github, login)
  const number = account === null ? '' : `${account.id}+`
  return { name: login, email: `${number}${login}@users.noreply.github.com` }
}
