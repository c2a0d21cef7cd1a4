import { createDepsDevIndex } from './create-deps-dev-index.ts'
import { createNpmIndex } from './create-npm-index.ts'
import { readNpmConfiguration } from './read-npm-configuration.ts'
import type { PackageIndexClient } from './types.ts'

export { type NpmManifest, readNpmManifest } from './read-npm-manifest.ts'
export type { IndexedPackage, PackageIndexClient, StatedRepository } from './types.ts'

/**
 * The indexes that are asked, in this order. Nothing is read or asked before the first look-up.
 *
 * @param env the environment, which npm's configuration may stand in
 */
export function createPackageIndexes(env: NodeJS.ProcessEnv): readonly PackageIndexClient[] {
  return [createNpmIndex(() => readNpmConfiguration(env)), createDepsDevIndex()]
}
