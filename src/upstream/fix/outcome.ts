import { posix } from 'node:path'
import type { IssueName, LinkedThread, RepositoryName } from '../../github/index.ts'
import type { Package } from '../../ownership/index.ts'
import type { Enquiry } from '../enquiry.ts'
import type { FixStatus } from '../types.ts'
import { upstreamReleaseOf, versionRules } from '../versions/index.ts'
import { chooseStated } from './choose-stated.ts'
import { type AdvisorySources, advisoryOn, curedVersions, type FoundAdvisory } from './find-advisory.ts'
import type { Home } from './find-fix.ts'
import { findRelease, type ReleaseAnswer, type WantedChange } from './find-release.ts'
import { type Change, nameOf } from './follow-changes.ts'
import { statedRelease } from './stated-release.ts'

/** What became of the changes that cure a trouble. */
export interface Outcome {
  readonly status: FixStatus
  readonly version: string | null
  /** The page of the release. */
  readonly release: string | null
  /** A clause each. */
  readonly reasons: readonly string[]
}

export interface ChangesPlace {
  readonly lead: LinkedThread
  readonly home: Home
  /** Where the changes are. */
  readonly place: RepositoryName
}

/** By the tags that contain the changes; where these do not tell, by what maintainers and advisories say. */
export async function outcomeOfChanges(
  changes: readonly Change[],
  { lead, home, place }: ChangesPlace,
  sources: AdvisorySources,
  enquiry: Enquiry,
): Promise<Outcome> {
  const { package: wanted, repository } = home
  const rules = versionRules(wanted.ecosystem)
  if (rules === null) return unknown(`it is merged, but versions of ${wanted.ecosystem} packages are not compared`)
  const issue = nameOf(lead.thread)
  const answer = await findRelease(
    {
      place: { owner: place.owner, repo: place.repo, directory: repository?.directory ?? null },
      wanted,
      locked: upstreamVersion(wanted),
      rules,
      changes: changes.map((change) => wantedChange(change, issue)),
      // A change comes with the first of the commits that carry it; all are there with the last of the changes.
      since: changes.map(firstTime).sort().at(-1) ?? longAgo,
    },
    enquiry,
  )
  if (answer.kind === 'released' || answer.kind === 'locked') return told(answer, home, place, lead)
  const threads = [...changes.flatMap(({ pull }) => (pull === null ? [] : [nameOf(pull)])), issue]
  const stated = await outcomeOfStatements(threads, lead, home, sources, enquiry)
  return stated ?? untold(answer, wanted)
}

/** By changelogs, release notes and advisories; null where none of them names the threads. */
export async function outcomeOfStatements(
  threads: readonly IssueName[],
  lead: LinkedThread,
  home: Home,
  sources: AdvisorySources,
  enquiry: Enquiry,
): Promise<Outcome | null> {
  const { package: wanted, repository } = home
  const rules = versionRules(wanted.ecosystem)
  if (rules === null) return null
  const locked = upstreamVersion(wanted)
  const github = repository?.github ?? null
  if (github !== null) {
    const place = { owner: github.owner, repo: github.name, directory: repository?.directory ?? null }
    const stated = await statedRelease({ place, folder: folderOf(home), wanted, locked, rules, threads }, enquiry)
    if (stated !== null) return fromStatement(stated, wanted, stated.reason)
  }
  const advisory = await advisoryOn(lead, wanted, sources, enquiry)
  return advisory === null ? null : outcomeOfAdvisory(advisory, wanted)
}

/** By the manifest that was found, else by what the metadata says. */
function folderOf({ repository }: Home): string {
  const believed = repository?.believed ?? null
  const folder = believed === null ? (repository?.directory ?? '') : posix.dirname(believed)
  return folder === '.' ? '' : folder
}

/** By the versions that an advisory names. */
export function outcomeOfAdvisory({ advisory, source, reason }: FoundAdvisory, wanted: Package): Outcome {
  const rules = versionRules(wanted.ecosystem)
  const locked = upstreamVersion(wanted)
  const choice = rules && chooseStated(curedVersions(advisory, locked, rules), locked, rules)
  const what = `${advisory.id} (${source}) ${reason}`
  if (choice === null) return unknown(`${what}, and names no release that cures it`)
  return fromStatement(choice, wanted, `${what}, and names ${choice.version} as cured`)
}

function fromStatement(
  { kind, version }: { readonly kind: 'released' | 'locked'; readonly version: string },
  { name, version: locked }: Package,
  reason: string,
): Outcome {
  return {
    status: kind === 'released' ? 'upgrade' : 'locked-has-it',
    version,
    release: null,
    reasons:
      kind === 'released'
        ? [reason]
        : [reason, `the locked ${name} ${locked ?? ''} is no older: this is a regression, or something else`],
  }
}

function told(
  { kind, version, tag }: Extract<ReleaseAnswer, { kind: 'released' | 'locked' }>,
  { package: wanted }: Home,
  { owner, repo }: RepositoryName,
  { thread }: LinkedThread,
): Outcome {
  const release = `${new URL(thread.url).origin}/${owner}/${repo}/releases/tag/${encodeURI(tag)}`
  if (kind === 'locked')
    return {
      status: 'locked-has-it',
      version,
      release,
      reasons: [`the locked ${wanted.name} ${version} holds it already: this is a regression, or something else`],
    }
  const reasons = [`${wanted.name} ${version} is the first stable release after the locked one that holds all of it`]
  if (wanted.ecosystem === 'deb')
    reasons.push(`a distribution may carry it in an older version as well: its changelog for ${wanted.name} tells`)
  return { status: 'upgrade', version, release, reasons }
}

function untold(answer: Exclude<ReleaseAnswer, { kind: 'released' | 'locked' }>, { name }: Package): Outcome {
  if (answer.kind === 'unknown') return unknown(`it is merged, but ${answer.reason}`)
  const reason = `no stable release of ${name} after the locked one holds it yet`
  return { status: 'unreleased', version: null, release: null, reasons: [reason] }
}

function unknown(reason: string): Outcome {
  return { status: 'unknown', version: null, release: null, reasons: [reason] }
}

/** The locked version as upstream numbers it: a distribution adds an epoch and a revision. */
function upstreamVersion({ ecosystem, version }: Package): string | null {
  return version !== null && ecosystem === 'deb' ? upstreamReleaseOf(version) : version
}

function wantedChange({ commit, backports, pull }: Change, issue: IssueName): WantedChange {
  return {
    commits: [...(commit === null ? [] : [commit]), ...backports.map((one) => one.commit)],
    origin: commit,
    threads: pull === null ? [issue] : [nameOf(pull), issue],
  }
}

const longAgo = '1970-01-01T00:00:00Z'

function firstTime({ mergedAt, backports }: Change): string {
  return [mergedAt, ...backports.map(({ at }) => at)].filter((at) => at !== null).sort()[0] ?? longAgo
}
