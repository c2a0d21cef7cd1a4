import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { createArchiveSources } from './archives/create-archive-sources.ts'
import { createCratesReleases } from './create-crates-releases.ts'
import { createDepsDevIndex } from './create-deps-dev-index.ts'
import { createGoReleases } from './create-go-releases.ts'
import { createNpmIndex } from './create-npm-index.ts'
import { createNpmReleases } from './create-npm-releases.ts'
import { createNpmSources } from './create-npm-sources.ts'
import { createOsvAdvisories } from './create-osv-advisories.ts'
import { readNpmConfiguration } from './read-npm-configuration.ts'
import type { AdvisoryClient, PackageIndexClient, PackageSourceClient, ReleaseIndexClient } from './types.ts'

export { fetchSource } from './fetch-source.ts'
export { type NpmManifest, readNpmManifest } from './read-npm-manifest.ts'
export type {
  Advisory,
  AdvisoryClient,
  AffectedRange,
  IndexedPackage,
  PackageFile,
  PackageIndexClient,
  PackageSourceClient,
  Release,
  ReleaseIndexClient,
  ReleaseNeed,
  StatedRepository,
} from './types.ts'

/**
 * The indexes that are asked, in this order. Nothing is read or asked before the first look-up.
 *
 * @param env the environment, which npm's configuration may stand in
 */
export function createPackageIndexes(env: NodeJS.ProcessEnv): readonly PackageIndexClient[] {
  return [createNpmIndex(() => readNpmConfiguration(env)), createDepsDevIndex()]
}

/**
 * Where the code of packages is fetched from. What was fetched is kept below `$XDG_CACHE_HOME/headwater`, else below
 * `~/.cache/headwater`.
 *
 * @param env the environment, in which npm's configuration, other registries and `HEADWATER_INDEXES` may stand
 * @param offline asks nobody: only what was kept is read
 */
export function createPackageSources(env: NodeJS.ProcessEnv, offline: boolean): readonly PackageSourceClient[] {
  const { XDG_CACHE_HOME: stated } = env
  // A relative path is to be ignored, says the XDG Base Directory Specification.
  const caches = stated && isAbsolute(stated) ? stated : join(homedir(), '.cache')
  const cacheFolder = join(caches, 'headwater')
  const asksNobody = offline || env.HEADWATER_INDEXES === 'off'
  return [
    createNpmSources(() => readNpmConfiguration(env), { cacheFolder: join(cacheFolder, 'npm'), offline: asksNobody }),
    ...createArchiveSources({ env, cacheFolder, offline: asksNobody }),
  ]
}

/**
 * Where it is known what a release holds: its checksum and what it needs.
 *
 * @param env the environment, which npm's configuration may stand in
 */
export function createReleaseIndexes(env: NodeJS.ProcessEnv): readonly ReleaseIndexClient[] {
  return [createCratesReleases(), createNpmReleases(() => readNpmConfiguration(env)), createGoReleases()]
}

/** Where advisories are published. */
export function createAdvisories(): readonly AdvisoryClient[] {
  return [createOsvAdvisories()]
}
