import type { ShapeKind } from '../../diagnosis/index.ts'
import { HeadwaterError } from '../../errors.ts'
import type { LinkedThread } from '../../github/index.ts'
import type { Package } from '../../ownership/index.ts'
import type { Advisory, AdvisoryClient, PackageIndexClient } from '../../packages/index.ts'
import type { Enquiry } from '../enquiry.ts'
import { mayBeNamed } from '../may-be-named.ts'
import { isVague, signsOf } from '../related/symptoms.ts'
import { holds, stemText } from '../related/text-signs.ts'
import type { VersionRules } from '../versions/index.ts'

/** Who may be asked, and for how long. */
export interface AdvisorySources {
  readonly advisories: readonly AdvisoryClient[]
  /** Those that know which packages come from a registry of the user's own. */
  readonly indexes: readonly PackageIndexClient[]
  readonly signal: AbortSignal
}

/** An advisory that tells of the trouble, and the client that knows it. */
export interface FoundAdvisory {
  readonly advisory: Advisory
  /** For people: `OSV`. */
  readonly source: string
  /** What it has to do with the trouble: `is named in acme/lib#5`. */
  readonly reason: string
}

/** Numbers of advisories, as people write them in issues. */
const advisoryId =
  /\b(?:CVE-\d{4}-\d{4,7}|GHSA(?:-[\da-z]{4}){3}|GO-\d{4}-\d{4,6}|RUSTSEC-\d{4}-\d{4}|PYSEC-\d{4}-\d{1,6})\b/gi
const mostIdsAsked = 2

/** The advisory that an issue is about: one that refers to it or to its fix, or that it names. */
export async function advisoryOn(
  { thread, linked }: LinkedThread,
  wanted: Package,
  sources: AdvisorySources,
  enquiry: Enquiry,
): Promise<FoundAdvisory | null> {
  const texts = [thread.title, thread.body, ...thread.comments].join('\n')
  const ids = [...new Set([...texts.matchAll(advisoryId)].map(([id]) => asNumbered(id)))]
  const places = [thread.url, ...linked.map((one) => one.thread.url)].map(pathOf)
  const isAbout = ({ id, aliases, references }: Advisory): boolean =>
    [id, ...aliases].some((name) => ids.includes(asNumbered(name))) ||
    references.some((address) => places.includes(pathOf(address)))
  const reason = `is about ${thread.owner}/${thread.repo}#${thread.number}`
  for (const client of await clientsFor(wanted, sources)) {
    const affecting = await affectingOf(client, wanted, sources, enquiry)
    const known = affecting.find(isAbout)
    if (known !== undefined) return { advisory: known, source: client.name, reason }
    for (const id of ids.slice(0, mostIdsAsked)) {
      const named = await ask(wanted, sources, enquiry, (signal) => client.advisoryBy(id, wanted, signal))
      if (named) return { advisory: named, source: client.name, reason }
    }
  }
  return null
}

/** The one advisory on the locked version that tells of such a trouble; null where none does, or several do equally well. */
export async function advisoryLike(
  shape: ShapeKind,
  wanted: Package,
  sources: AdvisorySources,
  enquiry: Enquiry,
): Promise<FoundAdvisory | null> {
  for (const client of await clientsFor(wanted, sources)) {
    const affecting = await affectingOf(client, wanted, sources, enquiry)
    const rated = affecting
      .map((advisory) => ({ advisory, signs: signsIn(advisory, shape) }))
      .filter(({ signs }) => signs.length > 0)
      .sort((a, b) => b.signs.length - a.signs.length)
    const [best, next] = rated
    if (best === undefined || best.signs.length === next?.signs.length) continue
    const words = best.signs.map((word) => `\`${word}\``).join(', ')
    const reason = `is on the locked version and probably tells of it, since it says ${words}`
    return { advisory: best.advisory, source: client.name, reason }
  }
  return null
}

/** The versions that have the cure, for the release line of the locked one first. */
export function curedVersions({ ranges }: Advisory, locked: string | null, rules: VersionRules): string[] {
  const cured = ranges.flatMap(({ introduced, fixed }) =>
    fixed !== null && rules.isVersion(fixed) ? [{ introduced, fixed }] : [],
  )
  if (locked === null || !rules.isVersion(locked)) return cured.map(({ fixed }) => fixed)
  const affecting = cured.filter(
    ({ introduced, fixed }) =>
      rules.compare(locked, fixed) < 0 &&
      (introduced === null || !rules.isVersion(introduced) || rules.compare(introduced, locked) <= 0),
  )
  return (affecting.length > 0 ? affecting : cured).map(({ fixed }) => fixed)
}

/** The first word of each sign that an advisory tells of. */
function signsIn({ summary, details }: Advisory, shape: ShapeKind): string[] {
  const text = stemText(`${summary}\n${details}`)
  return signsOf(shape).flatMap((words) => words.find((word) => !isVague(word) && holds(text, word)) ?? [])
}

/** Of a package that is private, or comes from a registry of the user's own, nobody is told. */
async function clientsFor(wanted: Package, { advisories, indexes }: AdvisorySources): Promise<AdvisoryClient[]> {
  if (!mayBeNamed(wanted)) return []
  const knowing = indexes.filter(({ ecosystems }) => ecosystems.has(wanted.ecosystem))
  for (const index of knowing) if (await index.claims(wanted)) return []
  return advisories.filter(({ ecosystems }) => ecosystems.has(wanted.ecosystem))
}

/** Asked once, though both ways to an advisory begin here. */
async function affectingOf(
  client: AdvisoryClient,
  wanted: Package,
  sources: AdvisorySources,
  enquiry: Enquiry,
): Promise<readonly Advisory[]> {
  const answer = await enquiry.once(`advisories ${client.name} ${wanted.purl}`, () =>
    ask(wanted, sources, enquiry, (signal) => client.advisoriesOf(wanted, signal)),
  )
  return answer ?? []
}

/** What fails becomes a note. */
async function ask<T>(
  { purl }: Package,
  { signal }: AdvisorySources,
  enquiry: Enquiry,
  question: (signal: AbortSignal) => Promise<T>,
): Promise<T | null> {
  try {
    return await question(signal)
  } catch (error) {
    if (!(error instanceof HeadwaterError)) throw error
    enquiry.note(`The advisories on ${purl} could not be read: ${error.message}.`)
    return null
  }
}

/** Capital letters, but for what follows `GHSA`. */
function asNumbered(id: string): string {
  return id.toUpperCase().replace(/^GHSA-.*$/, (upper) => `GHSA-${upper.slice(5).toLowerCase()}`)
}

/** Without the host, for there are others than github.com; issues and pull requests share their numbers. */
function pathOf(address: string): string {
  return new URL(address).pathname.toLowerCase().replace(/\/(?:pull|issues)\/(\d+).*$/, '/$1')
}
