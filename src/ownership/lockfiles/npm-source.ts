import type { Visibility } from '../types.ts'
import { gitRepository } from './git-repository.ts'
import { isPublicRegistry, type NpmRegistries } from './npm-registries.ts'

/** Where the code of a package comes from. */
export interface NpmSource {
  readonly visibility: Visibility
  readonly repository: string | null
}

/**
 * What the source that an npm lockfile states says of a package.
 *
 * @param name the package's real name
 * @param resolved the address that it was resolved to, or null where the lockfile leaves it out, as for the default registry
 * @param registries the project's own configuration
 */
export function npmSource(name: string, resolved: string | null, registries: NpmRegistries): NpmSource {
  const scope = name.startsWith('@') ? name.slice(0, Math.max(name.indexOf('/'), 0)) : ''
  const scopeIsElsewhere = registries.get(scope) ?? registries.get('') ?? false
  if (!resolved) return { visibility: scopeIsElsewhere ? 'private' : 'unstated', repository: null }
  if (isPublicRegistry(resolved)) {
    // npm puts a scope's own registry in the place of the default one at install time, whatever the lockfile says.
    return { visibility: scope !== '' && registries.get(scope) === true ? 'private' : 'public', repository: null }
  }
  return { visibility: 'private', repository: repositoryOf(resolved) }
}

/** Whether a reference means a folder of the service: `file:vendor/a`, `link:../b`, but not `file:vendor/a-1.0.0.tgz`. */
export function isOwnFolder(reference: string): boolean {
  return /^(?:file|link|portal|workspace):/.test(reference) && !/\.(?:tgz|tar|tar\.gz)(?:$|[#:])/.test(reference)
}

function repositoryOf(resolved: string): string | null {
  const archive = /^https:\/\/(?:codeload\.)?github\.com\/([\w.-]+\/[\w.-]+)\/(?:tar\.gz|archive|tarball)\//.exec(
    resolved,
  )
  if (archive !== null) return `https://github.com/${archive[1]}`
  const isGit = /^(?:git[+:@]|ssh:|github:|gitlab:|bitbucket:)/.test(resolved) || /\.git(?:#|$)/.test(resolved)
  return isGit ? gitRepository(resolved) : null
}
