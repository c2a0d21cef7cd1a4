import { describeRepository, type RepositoryFacts, type RepositoryName, searchRepositories } from '../github/index.ts'
import type { Package } from '../ownership/index.ts'
import type { Enquiry } from './enquiry.ts'
import { findManifest } from './find-manifest.ts'
import { findRepository, type RepositorySources } from './find-repository.ts'
import { manifestRule } from './manifest-names.ts'
import { mayBeNamed } from './may-be-named.ts'
import { normaliseRepositoryUrl } from './normalise-repository-url.ts'
import { repositoryOfManifest } from './repository-of-manifest.ts'
import type { KnownRepository, Repository } from './types.ts'

/** What a repository is found and looked into with. */
export interface KnowingSources extends RepositorySources {
  /** Package to `OWNER/REPO`: the service's configuration overrules. */
  readonly upstreams: Readonly<Record<string, string>>
  /** Null where nothing is asked of GitHub. */
  readonly enquiry: Enquiry | null
}

/** How many repositories of a package's name are looked into. */
const mostNamesakes = 3

const unseen = { believed: null, archived: false, forkOf: null, mirrorOf: null, renamedFrom: null, defaultBranch: null }

export interface KnowingAnswer {
  readonly repository: KnownRepository | null
  /** One line on what is missing, or was not believed; null where there is nothing to say. */
  readonly reason: string | null
}

/**
 * The repository of a package as it is today: found by the best provenance at hand, followed to its present name, and believed only
 * where it holds a manifest with the package's name. Where that fails, GitHub is searched for one of the package's name. A person's
 * word (`upstreams`) is taken as it is.
 */
export async function knowRepository(wanted: Package, sources: KnowingSources): Promise<KnowingAnswer> {
  const stated = Object.hasOwn(sources.upstreams, wanted.name) ? sources.upstreams[wanted.name] : undefined
  const overruling = stated === undefined ? null : normaliseRepositoryUrl(`https://github.com/${stated}`)
  if (overruling !== null) {
    const provenance = '`upstreams` in .github/headwater.yml'
    return look({ ...overruling, provenance }, wanted, sources.enquiry, true)
  }
  const found = await findRepository(wanted, sources)
  // Whoever is asked about an address learns it, and so does who reads that it could not be had.
  if (!mayBeNamed(wanted) && sources.enquiry !== null) return { repository: null, reason: null }
  const answer = found.repository === null ? found : await look(found.repository, wanted, sources.enquiry, false)
  if (answer.repository !== null) return answer
  const namesake = await findNamesake(wanted, sources.enquiry)
  // What was found first and not believed is worth a word even so.
  return { repository: namesake, reason: namesake !== null && found.repository === null ? null : answer.reason }
}

async function look(
  repository: Repository,
  wanted: Package,
  enquiry: Enquiry | null,
  isOverruled: boolean,
): Promise<KnowingAnswer> {
  const { github, url } = repository
  if (enquiry === null) return { repository: { ...repository, ...unseen }, reason: null }
  if (github === null)
    return { repository: { ...repository, ...unseen }, reason: `${url} is not on GitHub: nothing was asked there` }
  const name = { owner: github.owner, repo: github.name }
  const before = enquiry.failures
  const facts = await describe(name, enquiry)
  // Not asked is not refuted.
  if (facts === null && enquiry.failures > before) return { repository: { ...repository, ...unseen }, reason: null }
  if (facts === null || !facts.isPublic)
    return { repository: null, reason: `${repository.provenance} names ${url}, which is no public repository` }
  const seen = seenAs(repository, facts)
  const place = { owner: facts.owner, repo: facts.repo, ref: facts.defaultBranch, directory: repository.directory }
  const manifest = await findManifest(wanted, place, enquiry)
  if (manifest !== null || isOverruled || manifestRule(wanted.ecosystem) === null)
    return { repository: { ...seen, believed: manifest?.path ?? null }, reason: null }
  if (enquiry.failures > before) return { repository: seen, reason: null }
  const reason = `${repository.provenance} names ${url}, but no manifest there bears the name ${wanted.name}`
  return { repository: null, reason }
}

/** Once for all the packages that live in it. */
function describe(name: RepositoryName, enquiry: Enquiry): Promise<RepositoryFacts | null> {
  const what = `the repository ${name.owner}/${name.repo}`
  return enquiry.once(what.toLowerCase(), () =>
    enquiry.ask(what, 'request', (github) => describeRepository(github, name)),
  )
}

function seenAs(repository: Repository, facts: RepositoryFacts): KnownRepository {
  const { github } = repository
  const now = { owner: facts.owner, name: facts.repo }
  const isRenamed = github !== null && `${github.owner}/${github.name}`.toLowerCase() !== nameOf(now).toLowerCase()
  const forkOf = facts.forkOf && `${facts.forkOf.owner}/${facts.forkOf.repo}`
  return {
    ...repository,
    url: isRenamed ? `https://github.com/${nameOf(now)}` : repository.url,
    github: now,
    believed: null,
    archived: facts.archived,
    forkOf,
    mirrorOf: facts.mirrorOf === null ? null : (normaliseRepositoryUrl(facts.mirrorOf)?.url ?? null),
    // A fork mostly has no tracker of its own.
    tracker: repository.tracker ?? (forkOf !== null && !facts.hasIssues ? `https://github.com/${forkOf}` : null),
    renamedFrom: isRenamed ? `${github.owner}/${github.name}` : null,
    defaultBranch: facts.defaultBranch,
  }
}

const nameOf = ({ owner, name }: { readonly owner: string; readonly name: string }): string => `${owner}/${name}`

/**
 * Where no metadata can be had: a public repository of the package's name that is no fork, whose manifest bears the name and states
 * that very repository as its own.
 */
async function findNamesake(wanted: Package, enquiry: Enquiry | null): Promise<KnownRepository | null> {
  const last = wanted.name.split('/').at(-1) ?? ''
  if (enquiry === null || !/^[\w.-]{2,100}$/.test(last)) return null
  if (manifestRule(wanted.ecosystem) === null) return null
  const query = `${last} in:name fork:false sort:stars`
  const found = await enquiry.askGraphql(`repositories named ${last}`, 'search', (github) =>
    searchRepositories(github, { query, first: 10 }),
  )
  const namesakes = (found ?? []).filter(({ repo }) => repo.toLowerCase() === last.toLowerCase())
  for (const name of namesakes.slice(0, mostNamesakes)) {
    const facts = await describe(name, enquiry)
    if (facts === null) continue
    const manifest = await findManifest(wanted, { ...name, ref: facts.defaultBranch, directory: null }, enquiry)
    if (manifest === null) continue
    const own = repositoryOfManifest(manifest, wanted)
    const address = own && normaliseRepositoryUrl(own.address)
    if (
      address?.github == null ||
      nameOf(address.github).toLowerCase() !== `${facts.owner}/${facts.repo}`.toLowerCase()
    )
      continue
    const provenance = `GitHub search: its ${manifest.path} bears the name and states this repository`
    return { ...seenAs({ ...address, provenance }, facts), believed: manifest.path }
  }
  return null
}
