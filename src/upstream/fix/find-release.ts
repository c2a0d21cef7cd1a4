import { listTags, type RepositoryName, type Tag, tagContains } from '../../github/index.ts'
import type { Package } from '../../ownership/index.ts'
import type { Enquiry } from '../enquiry.ts'
import type { VersionRules } from '../versions/index.ts'
import { type ReleaseTag, releaseTags } from './release-tags.ts'

/** What a release must hold. */
export interface ReleaseQuestion {
  readonly place: RepositoryName & { readonly directory: string | null }
  readonly wanted: Package
  readonly rules: VersionRules
  /** Of each change the commits any of which will do: its own, those of its backports. */
  readonly commits: readonly (readonly string[])[]
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

const mostPages = 5
/** Clocks of committers differ. */
const slackMs = 3_600_000

/** The smallest stable version after the locked one that holds every change, by the tags that contain their commits. */
export async function findRelease(question: ReleaseQuestion, enquiry: Enquiry): Promise<ReleaseAnswer> {
  const { place, wanted, rules, since } = question
  const from = Date.parse(since) - slackMs
  const before = enquiry.failures
  const tags = await tagsSince(place, from, enquiry)
  if (tags === null) return { kind: 'unknown', reason: `the tags of ${place.owner}/${place.repo} could not be read` }
  const releases = releaseTags(tags, wanted, place, rules).filter(({ version }) => rules.isStable(version))
  if (releases.length === 0 && tags.length === 0) return { kind: 'unreleased' }
  if (releases.length === 0)
    return { kind: 'unknown', reason: `no tag of ${place.owner}/${place.repo} marks a release of ${wanted.name}` }
  const holdsAll = makeCheck(question, enquiry)
  const recent = releases.filter(({ committedAt }) => committedAt !== null && Date.parse(committedAt) >= from)
  const locked = recent.find(({ version }) => version === wanted.version)
  if (locked !== undefined && (await holdsAll(locked))) return { kind: 'locked', ...locked }
  const { version: lockedVersion } = wanted
  const isLater = ({ version }: ReleaseTag) =>
    lockedVersion === null || !rules.isVersion(lockedVersion) || rules.compare(version, lockedVersion) > 0
  for (const line of linesOf(recent.filter(isLater), rules)) {
    const first = await firstOf(line, holdsAll)
    if (first !== null) return { kind: 'released', version: first.version, tag: first.tag }
  }
  if (enquiry.failures > before)
    return { kind: 'unknown', reason: `not all tags of ${place.owner}/${place.repo} could be looked into` }
  return { kind: 'unreleased' }
}

type Check = (release: ReleaseTag) => Promise<boolean>

function makeCheck({ place, commits }: ReleaseQuestion, enquiry: Enquiry): Check {
  const contains = (tag: string, commit: string) =>
    enquiry.askGraphql(`what ${tag} of ${place.owner}/${place.repo} holds`, 'point', (github) =>
      tagContains(github, { ...place, tag, commit }),
    )
  return async ({ tag }) => {
    for (const alternatives of commits) {
      let isHeld = false
      for (const commit of alternatives) isHeld ||= (await contains(tag, commit)) === true
      if (!isHeld) return false
    }
    return true
  }
}

/** Pages through the tags, newest first, until they are older than the change. */
async function tagsSince(place: RepositoryName, from: number, enquiry: Enquiry): Promise<Tag[] | null> {
  const tags: Tag[] = []
  let after: string | null = null
  for (let page = 0; page < mostPages; page += 1) {
    const answer = await enquiry.askGraphql(`the tags of ${place.owner}/${place.repo}`, 'point', (github) =>
      listTags(github, { ...place, after }),
    )
    if (answer === null) return page === 0 ? null : tags
    tags.push(...answer.tags)
    after = answer.next
    const oldest = answer.tags.at(-1)?.committedAt
    if (after === null || (oldest && Date.parse(oldest) < from)) break
  }
  return tags
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
async function firstOf(line: readonly ReleaseTag[], holdsAll: Check): Promise<ReleaseTag | null> {
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
