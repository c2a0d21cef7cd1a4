import { type IssueName, type RepositoryName, tagContains } from '../../github/index.ts'
import type { Package } from '../../ownership/index.ts'
import type { Enquiry } from '../enquiry.ts'
import { listRecentTags } from '../list-recent-tags.ts'
import type { VersionRules } from '../versions/index.ts'
import { findCarried } from './find-carried.ts'
import { type ReleaseTag, releaseTags } from './release-tags.ts'

/** One of the changes that a release must hold. */
export interface WantedChange {
  /** What it became on its base branch, and on others: one of these is enough. */
  readonly commits: readonly string[]
  /** Its first commit; those that say that they were picked from it carry it. */
  readonly origin: string | null
  /** The pull request, and the issue. */
  readonly threads: readonly IssueName[]
}

/** What a release must hold. */
export interface ReleaseQuestion {
  readonly place: RepositoryName & { readonly directory: string | null }
  readonly wanted: Package
  /** The version that runs, as upstream numbers it; null where it is not known. */
  readonly locked: string | null
  readonly rules: VersionRules
  readonly changes: readonly WantedChange[]
  /** ISO time from which on a release may hold them all. */
  readonly since: string
}

export type ReleaseAnswer =
  | { readonly kind: 'released'; readonly version: string; readonly tag: string }
  /** The locked version has it all. */
  | { readonly kind: 'locked'; readonly version: string; readonly tag: string }
  | { readonly kind: 'unreleased' }
  /** Could not be found out; one clause says why. */
  | { readonly kind: 'unknown'; readonly reason: string }

/** Clocks of committers differ. */
const slackMs = 3_600_000
/** Release lines whose history is searched for commits that carry a change. */
const mostLinesSearched = 3

/** The smallest stable version after the locked one that holds every change, by the tags that contain their commits. */
export async function findRelease(question: ReleaseQuestion, enquiry: Enquiry): Promise<ReleaseAnswer> {
  const { place, wanted, rules, since, locked } = question
  const from = Date.parse(since) - slackMs
  const before = enquiry.failures
  const tags = await listRecentTags(place, from, enquiry)
  if (tags === null) return { kind: 'unknown', reason: `the tags of ${place.owner}/${place.repo} could not be read` }
  const releases = releaseTags(tags, wanted, place, rules).filter(({ version }) => rules.isStable(version))
  if (releases.length === 0 && tags.length === 0) return { kind: 'unreleased' }
  if (releases.length === 0)
    return { kind: 'unknown', reason: `no tag of ${place.owner}/${place.repo} marks a release of ${wanted.name}` }
  const recent = releases.filter(({ committedAt }) => committedAt !== null && Date.parse(committedAt) >= from)
  const isKnown = locked !== null && rules.isVersion(locked)
  const running = isKnown ? recent.find(({ version }) => rules.compare(version, locked) === 0) : undefined
  const later = recent.filter(({ version }) => !isKnown || rules.compare(version, locked) > 0)
  const found = await firstHolding(running, linesOf(later, rules), question, enquiry)
  if (found !== null) return found
  if (enquiry.failures > before)
    return { kind: 'unknown', reason: `not all tags of ${place.owner}/${place.repo} could be looked into` }
  return { kind: 'unreleased' }
}

async function firstHolding(
  running: ReleaseTag | undefined,
  lines: readonly (readonly ReleaseTag[])[],
  question: ReleaseQuestion,
  enquiry: Enquiry,
): Promise<ReleaseAnswer | null> {
  const holdsAll = makeCheck(question, enquiry)
  if (running !== undefined) {
    if (await holdsAll(running, question.changes)) return { kind: 'locked', ...running }
    const changes = await findCarried(running, question, enquiry)
    if (changes !== null && (await holdsAll(running, changes))) return { kind: 'locked', ...running }
  }
  let searched = 0
  for (const line of lines) {
    const first = await firstOf(line, (release) => holdsAll(release, question.changes))
    if (first !== null) return { kind: 'released', version: first.version, tag: first.tag }
    const last = line.at(-1)
    if (last === undefined || searched === mostLinesSearched) continue
    searched += 1
    const changes = await findCarried(last, question, enquiry)
    const carrying = changes && (await firstOf(line, (release) => holdsAll(release, changes)))
    if (carrying !== null) return { kind: 'released', version: carrying.version, tag: carrying.tag }
  }
  return null
}

type Check = (release: ReleaseTag, changes: readonly WantedChange[]) => Promise<boolean>

function makeCheck({ place }: ReleaseQuestion, enquiry: Enquiry): Check {
  const contains = (tag: string, commit: string) =>
    enquiry.once(`holds ${place.owner}/${place.repo} ${tag} ${commit}`, () =>
      enquiry.askGraphql(`what ${tag} of ${place.owner}/${place.repo} holds`, 'point', (github) =>
        tagContains(github, { ...place, tag, commit }),
      ),
    )
  return async ({ tag }, changes) => {
    for (const { commits } of changes) {
      let isHeld = false
      for (const commit of commits) isHeld ||= (await contains(tag, commit)) === true
      if (!isHeld) return false
    }
    return true
  }
}

/** The releases of each line, both in ascending order: a line may have been cut before the change, or have got it by a backport. */
function linesOf(releases: readonly ReleaseTag[], rules: VersionRules): ReleaseTag[][] {
  const lines = new Map<string, ReleaseTag[]>()
  for (const release of [...releases].sort((a, b) => rules.compare(a.version, b.version))) {
    const line = rules.lineOf(release.version)
    lines.set(line, [...(lines.get(line) ?? []), release])
  }
  return [...lines.values()]
}

/** The first release of a line that holds it; mostly that is the first one after the change. */
async function firstOf(
  line: readonly ReleaseTag[],
  holdsAll: (release: ReleaseTag) => Promise<boolean>,
): Promise<ReleaseTag | null> {
  const [first] = line
  const last = line.at(-1)
  if (first === undefined || last === undefined) return null
  if (await holdsAll(first)) return first
  if (first === last || !(await holdsAll(last))) return null
  let [without, having] = [0, line.length - 1]
  while (having - without > 1) {
    const middle = (without + having) >> 1
    if (await holdsAll(line[middle] ?? last)) having = middle
    else without = middle
  }
  return line[having] ?? null
}
