import {
  type AdvisoryClient,
  createAdvisories,
  createPackageIndexes,
  createPackageSources,
  createReleaseIndexes,
  type PackageIndexClient,
  type PackageSourceClient,
  type ReleaseIndexClient,
} from '../packages/index.ts'
import type { Settings } from './read-settings.ts'

/** Who is asked about public packages. */
export interface PackageClients {
  readonly indexes: readonly PackageIndexClient[]
  readonly advisories: readonly AdvisoryClient[]
  readonly sources: readonly PackageSourceClient[]
  readonly releases: readonly ReleaseIndexClient[]
}

/** Nobody is asked. */
export const noPackageClients: PackageClients = { indexes: [], advisories: [], sources: [], releases: [] }

/** @param env the environment, which npm's configuration may stand in */
export function createPackageClients({ asksIndexes }: Settings, env: NodeJS.ProcessEnv): PackageClients {
  return asksIndexes
    ? {
        indexes: createPackageIndexes(env),
        advisories: createAdvisories(),
        sources: createPackageSources(env, false),
        releases: createReleaseIndexes(env),
      }
    : noPackageClients
}
