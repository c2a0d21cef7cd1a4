import { posix } from 'node:path'
import type { RepositoryName } from '../../github/index.ts'
import type { Package } from '../../ownership/index.ts'
import type { Enquiry } from '../enquiry.ts'
import { findManifest, readTextAt } from '../find-manifest.ts'
import { type ReleaseTag, releaseTags } from '../fix/release-tags.ts'
import { listRecentTags } from '../list-recent-tags.ts'
import type { KnownRepository } from '../types.ts'
import { type VersionRules, versionRules } from '../versions/index.ts'
import { requirementIn } from './requirement-in.ts'
import { workspaceRequirement } from './requirements/cargo.ts'

export interface ParentQuestion {
  readonly parent: Package
  readonly repository: KnownRepository
  readonly dependency: string
  /** The version of the dependency that is to be allowed. */
  readonly wanted: string
}

/** A version of the parent, and what it asks for. */
export interface ParentVersion {
  readonly version: string
  readonly range: string
}

const mostLines = 10

/**
 * The smallest stable version of a package after the locked one whose manifest allows a version of a dependency, by the manifests at
 * its release tags. Of each release line the first one is read.
 *
 * @returns null where there is none, or it could not be found out
 */
export async function findParentVersion(question: ParentQuestion, enquiry: Enquiry): Promise<ParentVersion | null> {
  const { parent, repository, wanted } = question
  const rules = versionRules(parent.ecosystem)
  if (rules === null || repository.github === null) return null
  const place = { owner: repository.github.owner, repo: repository.github.name }
  for (const { tag, version } of await laterReleases(parent, repository, place, rules, enquiry)) {
    const range = await rangeAt(question, tag, enquiry)
    if (range !== null && rules.allows(range, wanted) === true) return { version, range }
  }
  return null
}

async function laterReleases(
  parent: Package,
  { directory }: KnownRepository,
  place: RepositoryName,
  rules: VersionRules,
  enquiry: Enquiry,
): Promise<ReleaseTag[]> {
  const tags = (await listRecentTags(place, 0, enquiry)) ?? []
  const { version: locked } = parent
  const later = releaseTags(tags, parent, { repo: place.repo, directory }, rules)
    .filter(({ version }) => rules.isStable(version))
    .filter(({ version }) => locked === null || !rules.isVersion(locked) || rules.compare(version, locked) > 0)
    .sort((a, b) => rules.compare(a.version, b.version))
  const firsts = later.filter(({ version }, index) => {
    const before = later[index - 1]
    return before === undefined || rules.lineOf(before.version) !== rules.lineOf(version)
  })
  return firsts.slice(0, mostLines)
}

/** What the manifest at a tag asks for. */
async function rangeAt({ parent, repository, dependency }: ParentQuestion, tag: string, enquiry: Enquiry) {
  const { github, directory, believed } = repository
  if (github === null) return null
  const place = {
    owner: github.owner,
    repo: github.name,
    ref: tag,
    directory: believed === null ? directory : posix.dirname(believed),
  }
  const manifest = await findManifest(parent, place, enquiry)
  if (manifest === null) return null
  const stated = requirementIn(manifest.path, manifest.text, dependency)
  if (stated.kind !== 'workspace') return stated.kind === 'range' ? stated.range : null
  const root = await readTextAt('Cargo.toml', place, enquiry)
  const inherited = root === null ? null : workspaceRequirement(root, dependency)
  return inherited?.kind === 'range' ? inherited.range : null
}
