import { HeadwaterError } from '../errors.ts'
import type { InstalledMetadata } from '../intake/index.ts'
import type { Package } from '../ownership/index.ts'
import type { PackageIndexClient, StatedRepository } from '../packages/index.ts'
import { cleanDirectory } from './clean-directory.ts'
import { normaliseRepositoryUrl } from './normalise-repository-url.ts'
import { repositoryOfManifest } from './repository-of-manifest.ts'
import { repositoryOfModulePath } from './repository-of-module-path.ts'
import type { Repository, RepositoryAnswer } from './types.ts'

/** Where a repository may be looked for. */
export interface RepositorySources {
  readonly installed: InstalledMetadata
  /** Asked in this order, for a public or unstated package only; none when offline. */
  readonly indexes: readonly PackageIndexClient[]
  /** Ends the look-ups as a whole. */
  readonly signal: AbortSignal
}

/**
 * The repository of a package, by the best provenance at hand: the lockfile (a Go module's path, a git source), an index, installed
 * metadata. An index says where the newest release is developed, installed metadata where the installed one was: a package that moved
 * to another repository in between has its issues there. An index learns the package's name, so that none is asked for a private one.
 */
export async function findRepository(wanted: Package, sources: RepositorySources): Promise<RepositoryAnswer> {
  if (wanted.own) return { repository: null, reason: 'no repository: it is own code' }
  const stated = inLockfile(wanted)
  const known = stated && accept(stated)
  if (known) return { repository: known, reason: null }
  const answer = await askIndexes(wanted, sources)
  if (answer.repository) return answer
  const manifest = sources.installed.get(wanted.purl)
  const found = manifest === undefined ? null : repositoryOfManifest(manifest, wanted)
  const repository = found && accept(found)
  return repository
    ? { repository, reason: null }
    : { repository, reason: `no repository: neither lockfile nor installed metadata names it; ${answer.reason}` }
}

async function askIndexes(wanted: Package, { indexes, signal }: RepositorySources): Promise<RepositoryAnswer> {
  if (wanted.visibility === 'private') return { repository: null, reason: 'no index is asked for a private package' }
  if (indexes.length === 0) return { repository: null, reason: 'no index was asked' }
  const reasons: string[] = []
  for (const index of await indexesFor(wanted, indexes)) {
    const answer = await askIndex(index, wanted, signal)
    if (answer.repository) return answer
    reasons.push(answer.reason)
  }
  return { repository: null, reason: reasons.join('; ') || `no index that is asked knows ${wanted.ecosystem} packages` }
}

async function askIndex(index: PackageIndexClient, wanted: Package, signal: AbortSignal): Promise<RepositoryAnswer> {
  try {
    const stated = await index.repositoryOf(wanted, signal)
    const repository = stated && accept(stated)
    if (repository) return { repository, reason: null }
    return { repository: null, reason: `${index.name} names ${stated ? 'an address that is no repository' : 'none'}` }
  } catch (error) {
    if (error instanceof HeadwaterError && error.code === 'index-unavailable')
      return { repository: null, reason: error.message }
    throw error
  }
}

/** A registry of the user's own is asked alone. */
async function indexesFor(wanted: Package, all: readonly PackageIndexClient[]): Promise<readonly PackageIndexClient[]> {
  const knowing = all.filter((index) => index.ecosystems.has(wanted.ecosystem))
  for (const index of knowing) if (await index.claims(wanted)) return [index]
  return knowing
}

/** What the lockfile itself says: a Go module's path, or a git source. */
function inLockfile(wanted: Package): StatedRepository | null {
  const path = wanted.ecosystem === 'golang' ? repositoryOfModulePath(wanted.name) : null
  if (path !== null) return { ...path, tracker: null, provenance: `module path in ${wanted.lockfile}` }
  if (wanted.repository === null) return null
  const provenance = `git source in ${wanted.lockfile}`
  return { address: wanted.repository, directory: null, tracker: null, provenance }
}

function accept(stated: StatedRepository): Repository | null {
  const address = normaliseRepositoryUrl(stated.address)
  if (address === null) return null
  const tracker = stated.tracker === null ? null : (normaliseRepositoryUrl(stated.tracker)?.url ?? null)
  return {
    ...address,
    directory: (stated.directory === null ? null : cleanDirectory(stated.directory)) ?? address.directory,
    tracker: tracker === null || tracker === address.url ? address.tracker : tracker,
    provenance: stated.provenance,
  }
}
