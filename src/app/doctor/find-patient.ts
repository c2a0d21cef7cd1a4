import { type InstalledName, listInstallations, listRepositories } from '../../github/index.ts'
import type { Practice } from './types.ts'

export interface Patient extends InstalledName {
  readonly installationId: number
}

/** The repositories that something is tried on: those of the first installation that has some. */
export async function findPatients({ github }: Practice): Promise<Patient[]> {
  for (const { id: installationId, isSuspended } of await listInstallations(await github.asApp())) {
    const account = isSuspended ? null : await github.forAccount(installationId, {})
    const repositories = account === null ? [] : await listRepositories(account)
    if (repositories.length > 0) return repositories.map((repository) => ({ ...repository, installationId }))
  }
  return []
}
