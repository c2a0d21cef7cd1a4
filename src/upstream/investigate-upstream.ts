import type { Diagnosis } from '../diagnosis/index.ts'
import type { GitHub, IssueName, RepositoryName } from '../github/index.ts'
import type { InstalledMetadata } from '../intake/index.ts'
import type { DependencyGraph, Package, ServiceFile } from '../ownership/index.ts'
import type { AdvisoryClient, PackageIndexClient } from '../packages/index.ts'
import { againAt, Enquiry } from './enquiry.ts'
import { findFix, type Home } from './fix/find-fix.ts'
import { type KnowingSources, knowRepository } from './know-repository.ts'
import { chooseNeighbours, type HotPath } from './related/choose-neighbours.ts'
import { findRelated } from './related/find-related.ts'
import { lockedReleaseAt } from './related/locked-release-at.ts'
import type { SearchPlace } from './related/search-related.ts'
import { symbolWords } from './related/search-words.ts'
import { showRelated } from './related/show-related.ts'
import { findRemedy } from './remedy/find-remedy.ts'
import { capital } from './sentence.ts'
import type { HotSymbol, KnownRepository, UpstreamFindings } from './types.ts'

/** What is to be found out. */
export interface UpstreamQuestion {
  readonly culprit: Package
  readonly graph: DependencyGraph
  readonly diagnosis: HotPath & Pick<Diagnosis, 'shape'>
  /** As `collectHotSymbols` gives them. */
  readonly hotSymbols: readonly HotSymbol[]
  /** Lockfiles and manifests of the service. */
  readonly files: readonly ServiceFile[]
  /** The issue that a person named; null where nobody did. */
  readonly link: IssueName | null
  /** The repository that a person named. */
  readonly target: RepositoryName | null
  /** Package to `OWNER/REPO`, from the service's configuration. */
  readonly upstreams: Readonly<Record<string, string>>
}

/** Who can be asked. */
export interface UpstreamTools {
  /** Null: nothing is asked of GitHub, only the repository is looked for. */
  readonly github: GitHub | null
  readonly indexes: readonly PackageIndexClient[]
  readonly advisories: readonly AdvisoryClient[]
  readonly installed: InstalledMetadata
  /** Ends all look-ups. */
  readonly signal: AbortSignal
  readonly clock: () => Date
}

/** Neighbours whose repositories are searched too. */
const mostSearchedNeighbours = 3

/**
 * Finds out what upstream knows of a trouble: where the culprit is developed, who has seen the same, whether it is cured, and how the
 * service comes to the cure.
 *
 * Throws nothing for what the network does: what is missing, and why, stands in the notes. Of private packages nothing is asked, and
 * nothing of own code is told to anybody.
 */
export async function investigateUpstream(question: UpstreamQuestion, tools: UpstreamTools): Promise<UpstreamFindings> {
  const enquiry = tools.github === null ? null : new Enquiry(tools.github, tools.signal)
  const notes: string[] = []
  const askedAt = tools.clock().toISOString()
  const known = createRepositories(question, tools, enquiry)
  const { repository, reason } = await known.look(question.culprit)
  if (reason !== null) notes.push(`${capital(reason)}.`)
  const findings = { repository, related: [], fix: null, remedy: null, askedAt, askAgainAt: null }
  if (enquiry === null) return { ...findings, notes }
  if (question.culprit.visibility === 'private' && question.link === null)
    return { ...findings, notes: [...notes, `${question.culprit.name} is private: nobody is asked about it.`] }
  const homes = await findHomes(question, repository, known)
  const places = searchPlaces(question, homes)
  const [chief] = homes
  const releasedAt = chief === undefined || places.length === 0 ? null : await lockedReleaseAt(chief, enquiry)
  const elsewhere = repository === null || trackerOf(repository) !== null ? null : repository.tracker
  if (elsewhere !== null)
    notes.push(`Issues of ${question.culprit.name} are kept at ${elsewhere}, which is not on GitHub: look there.`)
  const before = enquiry.unanswered
  const answer = await findRelated(
    {
      places,
      shape: question.diagnosis.shape.kind,
      symbols: symbolsOf(question.culprit, question.hotSymbols),
      packageName: question.culprit.name,
      version: question.culprit.version,
      releasedAt,
      home: repository && placeOf(repository),
      link: question.link,
    },
    enquiry,
  )
  // That nobody knows it can only be said where everybody was asked, and answered.
  const isAnswered = places.length > 0 && elsewhere === null && enquiry.unanswered === before
  const isAsked = isAnswered || answer.lead !== null
  const shape = question.diagnosis.shape.kind
  const found = isAsked ? await findFix({ lead: answer.lead, homes, shape }, tools, enquiry) : null
  const version = found?.fix.status === 'upgrade' ? found.fix.version : null
  const remedy =
    found === null || version === null
      ? null
      : await findRemedy(
          {
            ...question,
            fixPackage: found.package,
            version,
            repositoryOf: async (one) => (await known.look(one)).repository,
          },
          enquiry,
        )
  const related = showRelated(answer, found)
  return {
    ...findings,
    related,
    fix: found?.fix ?? null,
    remedy,
    notes: [...notes, ...enquiry.notes],
    askAgainAt: againAt(enquiry, tools.clock()),
  }
}

/** Looks repositories up, each once. */
function createRepositories({ upstreams }: UpstreamQuestion, tools: UpstreamTools, enquiry: Enquiry | null) {
  const sources: KnowingSources = { ...tools, upstreams, enquiry }
  const answers = new Map<string, ReturnType<typeof knowRepository>>()
  return {
    look(one: Package): ReturnType<typeof knowRepository> {
      const answer = answers.get(one.purl) ?? knowRepository(one, sources)
      answers.set(one.purl, answer)
      return answer
    },
  }
}

async function findHomes(
  { culprit, graph, diagnosis }: UpstreamQuestion,
  repository: KnownRepository | null,
  known: ReturnType<typeof createRepositories>,
): Promise<Home[]> {
  const neighbours = chooseNeighbours(culprit, graph, diagnosis)
  const homes: Home[] = [{ package: culprit, repository }]
  for (const [index, one] of neighbours.entries()) {
    const answer = index < mostSearchedNeighbours ? await known.look(one) : null
    homes.push({ package: one, repository: answer?.repository ?? null })
  }
  return homes
}

/** The repositories to search, each once: where a person points, the culprit's own and its tracker, its neighbours'. */
function searchPlaces({ culprit, target, hotSymbols }: UpstreamQuestion, homes: readonly Home[]): SearchPlace[] {
  const places = new Map<string, SearchPlace>()
  const add = (place: RepositoryName | null, symbols: readonly string[], symptomSearches: number): void => {
    const key = place && `${place.owner}/${place.repo}`.toLowerCase()
    if (place !== null && key !== null && !places.has(key)) places.set(key, { ...place, symbols, symptomSearches })
  }
  add(target, symbolsOf(culprit, hotSymbols), 2)
  for (const [index, { package: one, repository }] of homes.entries()) {
    if (repository === null) continue
    const symbols = symbolsOf(one, hotSymbols)
    add(trackerOf(repository), symbols, index === 0 ? 2 : 1)
    add(placeOf(repository), symbols, index === 0 ? 2 : 1)
  }
  return [...places.values()]
}

function symbolsOf({ purl }: Package, hotSymbols: readonly HotSymbol[]): string[] {
  return symbolWords(hotSymbols.filter((symbol) => symbol.purl === purl).map(({ words }) => words))
}

function placeOf({ github }: KnownRepository): RepositoryName | null {
  return github && { owner: github.owner, repo: github.name }
}

/** Where the issues are kept in another repository on GitHub. */
function trackerOf({ tracker }: KnownRepository): RepositoryName | null {
  const [, owner, repo] = /^https:\/\/github\.com\/([^/]+)\/([^/]+)$/.exec(tracker ?? '') ?? []
  return owner === undefined || repo === undefined ? null : { owner, repo }
}
