import { type Package, pythonName, type ServiceFile } from '../ownership/index.ts'
import type { StatedRepository } from '../packages/index.ts'
import { readClaims, type StatedSource } from './manifests/index.ts'
import { normaliseRepositoryUrl } from './normalise-repository-url.ts'

/** Hosts on which a project's page is its repository's. */
const repositoryHosts: ReadonlySet<string> = new Set([
  'bitbucket.org',
  'codeberg.org',
  'git.sr.ht',
  'github.com',
  'gitlab.com',
])

/**
 * What an installed package's own manifest says of its sources; where it says nothing outright, what its home page or its tracker
 * tell: they often are pages of the repository.
 *
 * @param manifest a package.json, Cargo.toml, METADATA, gemspec, pom, ...
 * @returns null where it says nothing, cannot be read, or is another package's
 */
export function repositoryOfManifest(manifest: ServiceFile, wanted: Package): StatedRepository | null {
  const claims = readClaims(manifest)
  if (claims === null || !isNamed(claims.name, wanted)) return null
  const source = claims.sources.find(({ address }) => normaliseRepositoryUrl(address)) ?? pageOf(claims.pages)
  return source && { ...source, tracker: claims.tracker, provenance: manifest.path }
}

function pageOf(pages: readonly string[]): StatedSource | null {
  const address = pages.find((page) => {
    const found = normaliseRepositoryUrl(page)
    return found !== null && /^https?:/i.test(page) && repositoryHosts.has(new URL(found.url).host)
  })
  return address === undefined ? null : { address, directory: null }
}

function isNamed(stated: string, { ecosystem, name }: Package): boolean {
  switch (ecosystem) {
    case 'pypi':
      return pythonName(stated) === pythonName(name)
    case 'composer':
      return stated.toLowerCase() === name.toLowerCase()
    case 'maven':
      // The group may be the parent's.
      return stated === name.split('/').at(-1)
    default:
      return stated === name
  }
}
