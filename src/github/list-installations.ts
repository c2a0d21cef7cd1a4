import type { GitHub } from './types.ts'

export interface Installation {
  readonly id: number
  /** Login of the organisation or person. */
  readonly account: string
  readonly isSuspended: boolean
  /** `read`, `write` or `admin` by name, as the account accepted them. */
  readonly permissions: Readonly<Record<string, string>>
  readonly events: readonly string[]
}

/**
 * Where the App is installed.
 *
 * @param asApp signed in as the App
 */
export async function listInstallations(asApp: GitHub): Promise<Installation[]> {
  const found = await asApp.paginate(asApp.rest.apps.listInstallations, { per_page: 100 })
  return found.map(({ id, account, suspended_at, permissions, events }) => ({
    id,
    account: account !== null && 'login' in account ? account.login : '',
    isSuspended: suspended_at !== null && suspended_at !== undefined,
    permissions: { ...permissions },
    events,
  }))
}
