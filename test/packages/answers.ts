import nock from 'nock'
import npmFetch from 'npm-registry-fetch'
import { HeadwaterError } from '../../src/errors.ts'
import type { IndexedPackage, PackageIndexClient } from '../../src/packages/index.ts'

/** The registry that npm's library asks by default; its host stands in no file of this repository. */
export const npmRegistry = new URL(npmFetch.pickRegistry('acme-lib', {})).origin
export const depsDev = 'https://api.deps.dev'

/** No test reaches the network: what is not answered by nock fails. */
export function closeNetwork(): void {
  nock.disableNetConnect()
}

export function openNetwork(): void {
  nock.cleanAll()
  nock.enableNetConnect()
  nock.restore()
}

/** A body that never comes. */
export function silence(): Promise<string> {
  return new Promise(() => {})
}

/** Asks an index under a deadline that no test meets. */
export function ask(index: PackageIndexClient, wanted: IndexedPackage) {
  return index.repositoryOf(wanted, AbortSignal.timeout(60_000))
}

/** The message of the failure that asking an index ends in. */
export async function failureOf(index: PackageIndexClient, wanted: IndexedPackage, signal?: AbortSignal) {
  try {
    await index.repositoryOf(wanted, signal ?? AbortSignal.timeout(60_000))
    return 'no failure'
  } catch (error) {
    return error instanceof HeadwaterError ? `${error.code}: ${error.message}` : `not ours: ${error}`
  }
}
