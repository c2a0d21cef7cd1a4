import { readAccount, readFile } from '../../github/index.ts'
import type { Scene } from '../at-incident.ts'

/** Where a fork belongs. */
export interface ForkAccount {
  readonly login: string
  readonly isOrganization: boolean
  /** Why it is not where the configuration wants it; null where there is nothing to say. */
  readonly notice: string | null
}

/** In the organisation's own `.github` repository: services that may fork there, `OWNER/REPO` on a line each. */
export const listOfServices = 'headwater-services'
const largestList = 64 * 1024

/**
 * The organisation that the service's configuration names, where that organisation lists the service; else the service's
 * owner. A configuration can be written by whoever may write to the service, and is no permission of another organisation's.
 */
export async function chooseAccount(scene: Scene, forkOrganization: string | null): Promise<ForkAccount> {
  const { github, incident } = scene
  const owner = await accountOf(scene, incident.owner)
  if (forkOrganization === null || forkOrganization.toLowerCase() === incident.owner.toLowerCase()) return owner
  const place = { owner: forkOrganization, repo: '.github', path: listOfServices }
  const file = await readFile(github, { ...place, limit: largestList })
  const lines = Buffer.from(file?.bytes ?? [])
    .toString('utf8')
    .split('\n')
    .map((line) => line.trim().toLowerCase())
  if (lines.includes(`${incident.owner}/${incident.repo}`.toLowerCase())) return accountOf(scene, forkOrganization)
  return {
    ...owner,
    notice: `\`${forkOrganization}\` is not used for forks: the file \`${listOfServices}\` of its \`.github\` repository does not list this service.`,
  }
}

async function accountOf({ github }: Scene, login: string): Promise<ForkAccount> {
  const account = await readAccount(github, login)
  return { login: account?.login ?? login, isOrganization: account?.isOrganization ?? true, notice: null }
}
