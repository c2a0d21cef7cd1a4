import type { ShapeKind } from '../../diagnosis/index.ts'
import type { LinkedThread, RepositoryName } from '../../github/index.ts'
import { type Package, unversioned } from '../../ownership/index.ts'
import type { Enquiry } from '../enquiry.ts'
import { findManifest } from '../find-manifest.ts'
import { isSameRepository } from '../same-repository.ts'
import type { Fix, FixChange, FixStatus, KnownRepository } from '../types.ts'
import { type AdvisorySources, advisoryLike } from './find-advisory.ts'
import { type Change, followChanges, nameOf, readLinked, short } from './follow-changes.ts'
import { mentionsIn } from './mentions-of.ts'
import { type Outcome, outcomeOfAdvisory, outcomeOfChanges, outcomeOfStatements } from './outcome.ts'

/** A package whose repository is known. */
export interface Home {
  readonly package: Package
  readonly repository: KnownRepository | null
}

export interface FixQuestion {
  /** The thread that tells of the trouble; null where none was found. */
  readonly lead: LinkedThread | null
  /** The culprit first, then its neighbours. */
  readonly homes: readonly Home[]
  readonly shape: ShapeKind
}

/** A fix, and the package whose release cures the trouble. */
export interface FoundFix {
  readonly fix: Fix
  readonly package: Package
  /** The changes of the fix, each with how it is known. */
  readonly changes: readonly Change[]
  /** The thread to which an advisory led; null where a search had found one, or there is none. */
  readonly told: { readonly thread: LinkedThread['thread']; readonly by: string } | null
}

/** What upstream did about a trouble: from the thread that tells of it to the smallest release that cures it. */
export async function findFix(
  question: FixQuestion,
  sources: AdvisorySources,
  enquiry: Enquiry,
): Promise<FoundFix | null> {
  const culprit = question.homes[0]
  if (culprit === undefined) return null
  if (question.lead !== null) return fixOf(question.lead, question.homes, culprit, sources, enquiry)
  const found = await advisoryLike(question.shape, culprit.package, sources, enquiry)
  if (found === null) {
    const reason = 'no issue, pull request or advisory was found that tells of this trouble'
    return show(culprit.package, null, [], { status: 'unknown', version: null, release: null, reasons: [reason] })
  }
  const { advisory } = found
  const lead = await threadNamedBy(advisory.references, question.homes, enquiry)
  const outcome = outcomeOfAdvisory(found, culprit.package)
  if (lead === null) return show(culprit.package, advisory.url, [], outcome)
  const followed = await fixOf(lead, question.homes, culprit, sources, enquiry)
  const told = { thread: lead.thread, by: advisory.id }
  const isTold = followed.fix.status === 'upgrade' || followed.fix.status === 'locked-has-it'
  const reasons = [...outcome.reasons, ...followed.fix.reasons]
  return isTold
    ? { ...followed, told, fix: { ...followed.fix, reasons } }
    : { ...show(culprit.package, lead.thread.url, followed.changes, outcome), told }
}

async function fixOf(
  lead: LinkedThread,
  homes: readonly Home[],
  culprit: Home,
  sources: AdvisorySources,
  enquiry: Enquiry,
): Promise<FoundFix> {
  const { thread } = lead
  const changes = await followChanges(lead, enquiry)
  const merged = changes.filter(({ state, commit }) => state === 'merged' && commit !== null)
  const candidates = merged.length > 0 ? merged : changes
  const first = candidates.find((change) => homeOf(homes, change) !== null) ?? candidates[0]
  if (first === undefined) {
    const home = homeOf(homes, thread) ?? culprit
    return show(home.package, thread.url, [], await outcomeWithout(lead, home, sources, enquiry))
  }
  const home = homeOf(homes, first) ?? (await moveIn(homes, first, enquiry))
  const found = home?.package ?? culprit.package
  const reasons = changes.map((change) => `${change.name} ${change.reason}`)
  if (merged.length === 0) {
    const outcome: Outcome = {
      status: 'in-review',
      version: null,
      release: null,
      reasons: ['none of it is merged yet'],
    }
    return show(found, thread.url, changes, outcome, reasons)
  }
  if (home === null) {
    const stated = await outcomeOfStatements([nameOf(thread)], lead, homeOf(homes, thread) ?? culprit, sources, enquiry)
    const reason = `it is merged, but no package of the lockfile was found in ${first.owner}/${first.repo}`
    const outcome = stated ?? { status: 'unknown', version: null, release: null, reasons: [reason] }
    return show(found, thread.url, changes, outcome, reasons)
  }
  const here = merged.filter((change) => isSameRepository(change, first))
  const outcome = await outcomeOfChanges(here, { lead, home, place: first }, sources, enquiry)
  return show(found, thread.url, changes, outcome, reasons)
}

/** Where no change is known, maintainers may have said even so in which release the trouble is cured. */
async function outcomeWithout(
  lead: LinkedThread,
  home: Home,
  sources: AdvisorySources,
  enquiry: Enquiry,
): Promise<Outcome> {
  const { thread } = lead
  const status = statusWithoutChange(lead)
  const stated = status === 'unknown' ? await outcomeOfStatements([nameOf(thread)], lead, home, sources, enquiry) : null
  return stated ?? { status, version: null, release: null, reasons: [sentenceWithoutChange(lead)] }
}

function show(
  found: Package,
  issue: string | null,
  changes: readonly Change[],
  { status, version, release, reasons }: Outcome,
  before: readonly string[] = [],
): FoundFix {
  return {
    package: found,
    changes,
    told: null,
    fix: {
      status,
      purl: unversioned(found.purl),
      version,
      release,
      issue,
      changes: changes.map(showChange),
      reasons: [...before, ...reasons],
    },
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

/** The first issue or pull request of the homes' repositories that some addresses lead to. */
async function threadNamedBy(
  references: readonly string[],
  homes: readonly Home[],
  enquiry: Enquiry,
): Promise<LinkedThread | null> {
  const named = references.flatMap((address) => mentionsIn(address, { owner: '', repo: '' }))
  const [name] = named.filter((one) => homeOf(homes, one) !== null)
  return name === undefined ? null : readLinked(name, enquiry)
}

function showChange({ url, role, state, commit }: Change): FixChange {
  return { url, role, state, commit }
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
