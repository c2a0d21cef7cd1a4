import type { LinkedThread, RepositoryName } from '../../github/index.ts'
import { type Package, unversioned } from '../../ownership/index.ts'
import type { Enquiry } from '../enquiry.ts'
import { findManifest } from '../find-manifest.ts'
import { isSameRepository } from '../same-repository.ts'
import type { Fix, FixChange, FixStatus, KnownRepository } from '../types.ts'
import { type VersionRules, versionRules } from '../versions/index.ts'
import { findRelease, type ReleaseQuestion } from './find-release.ts'
import { type Change, followChanges, short } from './follow-changes.ts'

/** A package whose repository is known. */
export interface Home {
  readonly package: Package
  readonly repository: KnownRepository | null
}

export interface FixQuestion {
  /** The thread that tells of the trouble; null where nobody knows of it. */
  readonly lead: LinkedThread | null
  /** The culprit first, then its neighbours. */
  readonly homes: readonly Home[]
}

/** A fix, and the package whose release cures the trouble. */
export interface FoundFix {
  readonly fix: Fix
  readonly package: Package
  /** The pull requests of the fix, each with how it is known. */
  readonly changes: readonly Change[]
}

/** What upstream did about a trouble: from the thread that tells of it to the smallest release that cures it. */
export async function findFix({ lead, homes }: FixQuestion, enquiry: Enquiry): Promise<FoundFix | null> {
  const culprit = homes[0]?.package
  if (culprit === undefined) return null
  if (lead === null)
    return withoutChange(culprit, null, 'unknown', 'no issue or pull request was found that tells of this trouble')
  const changes = await followChanges(lead, enquiry)
  const merged = changes.filter(({ pull }) => pull.state === 'merged' && pull.mergeCommit !== null)
  const [first] = merged.length > 0 ? merged : changes
  if (first === undefined) {
    const home = homeOf(homes, lead.thread)?.package ?? culprit
    return withoutChange(home, lead, statusWithoutChange(lead), sentenceWithoutChange(lead))
  }
  const home = homeOf(homes, first.pull) ?? (await moveIn(homes, first.pull, enquiry))
  const outcome = merged.length === 0 ? inReview : await outcomeOf(merged, home, first.pull, enquiry)
  const found = home?.package ?? culprit
  return {
    package: found,
    changes,
    fix: {
      status: outcome.status,
      purl: unversioned(found.purl),
      version: outcome.version,
      release: outcome.tag && `${pageOf(first.pull)}/releases/tag/${encodeURI(outcome.tag)}`,
      issue: lead.thread.url,
      changes: changes.map(showChange),
      reasons: [...changes.map((change) => `${short(change.pull)} ${change.reason}`), outcome.reason],
    },
  }
}

function withoutChange(found: Package, lead: LinkedThread | null, status: FixStatus, reason: string): FoundFix {
  const issue = lead?.thread.url ?? null
  const purl = unversioned(found.purl)
  return {
    package: found,
    changes: [],
    fix: { status, purl, version: null, release: null, issue, changes: [], reasons: [reason] },
  }
}

/** The package that is developed in a repository: the culprit before its neighbours. */
function homeOf(homes: readonly Home[], place: RepositoryName): Home | null {
  const lives = ({ repository }: Home): boolean => {
    const github = repository?.github ?? null
    return github !== null && isSameRepository({ owner: github.owner, repo: github.name }, place)
  }
  return homes.find(lives) ?? null
}

/** Looks for a package of yet unknown home in a repository to which a link led. */
async function moveIn(homes: readonly Home[], { owner, repo }: RepositoryName, enquiry: Enquiry): Promise<Home | null> {
  const isLikely = ({ package: one, repository }: Home) =>
    repository === null &&
    one.name.toLowerCase().includes(repo.toLowerCase().replace(/^(?:rust|go|node|js)-|-(?:rs|go|js)$/g, ''))
  for (const home of homes.filter(isLikely).slice(0, 2)) {
    const manifest = await findManifest(home.package, { owner, repo, ref: 'HEAD', directory: null }, enquiry)
    if (manifest !== null) return home
  }
  return null
}

/** What became of the changes. */
interface Outcome {
  readonly status: FixStatus
  readonly version: string | null
  readonly tag: string | null
  readonly reason: string
}

const inReview: Outcome = { status: 'in-review', version: null, tag: null, reason: 'none of it is merged yet' }

async function outcomeOf(
  merged: readonly Change[],
  home: Home | null,
  place: RepositoryName,
  enquiry: Enquiry,
): Promise<Outcome> {
  const unknown = (reason: string): Outcome => ({
    status: 'unknown',
    version: null,
    tag: null,
    reason: `it is merged, but ${reason}`,
  })
  if (home === null) return unknown(`no package of the lockfile was found in ${place.owner}/${place.repo}`)
  const { name, ecosystem } = home.package
  const rules = versionRules(ecosystem)
  if (rules === null) return unknown(`versions of ${ecosystem} packages are not compared`)
  const answer = await findRelease(questionFor(merged, home, place, rules), enquiry)
  switch (answer.kind) {
    case 'released':
      return {
        ...answer,
        status: 'upgrade',
        reason: `${name} ${answer.version} is the first stable release after the locked one that holds all of it`,
      }
    case 'locked':
      return {
        ...answer,
        status: 'locked-has-it',
        reason: `the locked ${name} ${answer.version} holds it already: this is a regression, or something else`,
      }
    case 'unreleased':
      return {
        status: 'unreleased',
        version: null,
        tag: null,
        reason: `no stable release of ${name} after the locked one holds it yet`,
      }
    case 'unknown':
      return unknown(answer.reason)
  }
}

function questionFor(
  merged: readonly Change[],
  home: Home,
  place: RepositoryName,
  rules: VersionRules,
): ReleaseQuestion {
  const here = merged.filter(({ pull }) => isSameRepository(pull, place))
  // A change comes with the first of the pull requests that carry it; all are there with the last of the changes.
  const since = here.map(({ pull, backports }) =>
    earliest([pull, ...backports].flatMap(({ mergedAt }) => mergedAt ?? [])),
  )
  return {
    place: { owner: place.owner, repo: place.repo, directory: home.repository?.directory ?? null },
    wanted: home.package,
    rules,
    commits: here.map(({ pull, backports }) => [pull, ...backports].flatMap(({ mergeCommit }) => mergeCommit ?? [])),
    since: since.sort().at(-1) ?? longAgo,
  }
}

const longAgo = '1970-01-01T00:00:00Z'

function earliest(times: readonly string[]): string {
  return [...times].sort()[0] ?? longAgo
}

function showChange({ pull, role }: Change): FixChange {
  const state = pull.state === 'merged' || pull.state === 'draft' ? pull.state : 'open'
  return { url: pull.url, role, state, commit: pull.mergeCommit }
}

/** The page of a pull request's repository. */
function pageOf({ url }: Change['pull']): string {
  return url.replace(/\/pull\/\d+$/, '')
}

function statusWithoutChange({ thread }: LinkedThread): FixStatus {
  switch (thread.state) {
    case 'open':
    case 'draft':
      return 'open'
    case 'not-planned':
      return 'not-planned'
    case 'closed':
    case 'duplicate':
    case 'merged':
      return 'unknown'
  }
}

function sentenceWithoutChange({ thread }: LinkedThread): string {
  switch (thread.state) {
    case 'open':
    case 'draft':
      return `${short(thread)} is open, and no change for it was found`
    case 'not-planned':
      return `${short(thread)} was closed as not planned`
    case 'closed':
    case 'duplicate':
    case 'merged':
      return `${short(thread)} is closed, but no change for it was found`
  }
}
