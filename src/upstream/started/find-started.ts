import type { GitHub, RepositoryName } from '../../github/index.ts'
import { type Package, unversioned } from '../../ownership/index.ts'
import { againAt, Enquiry, incidentLimits } from '../enquiry.ts'
import type { KnownRepository } from '../types.ts'
import { findOwnChanges } from './find-own-changes.ts'
import { findUpstreamStretch } from './find-upstream-stretch.ts'
import { findVersionChanges } from './find-version-changes.ts'
import { githubHistory } from './github-history.ts'
import { readTime } from './read-time.ts'
import type { HotFile, ServiceHistory, Started, UpstreamStretch, VersionChange } from './types.ts'

const mostNeighbours = 3

export interface StartedQuestion {
  /** Null where no dependency is to blame. */
  readonly culprit: Package | null
  /** The likeliest first. */
  readonly neighbours: readonly Package[]
  readonly hotFiles: readonly HotFile[]
  /** What the incident says of its beginning, as it is written. */
  readonly startedAt: string | null
  /** The culprit's, where it is known. */
  readonly repository: KnownRepository | null
}

export interface StartedTools {
  /** Null: upstream is asked nothing. */
  readonly github: GitHub | null
  /** Its history, or where GitHub has it. */
  readonly service: ServiceHistory | (RepositoryName & { readonly commit: string })
  readonly signal: AbortSignal
  readonly clock: () => Date
}

/**
 * What changed shortly before an incident: the locked versions of culprit and neighbours, with what upstream changed in between, and
 * the files of own code in which time is spent.
 *
 * Throws nothing for what the network does. Nothing of own code is told to anybody but the service's own repository.
 */
export async function findStarted(question: StartedQuestion, tools: StartedTools): Promise<Started> {
  const enquiry = tools.github === null ? null : new Enquiry(tools.github, tools.signal, incidentLimits.started)
  const history = 'commit' in tools.service ? enquiry && githubHistory(tools.service, enquiry) : tools.service
  if (history === null) return { began: null, versions: [], own: [], notes: [], askAgainAt: null }
  const began = readTime(question.startedAt)
  const until = began ?? tools.clock().toISOString()
  const { versions, note } = await changedVersions(question, until, history, enquiry)
  const own = await findOwnChanges(question.hotFiles, until, history)
  const notes = [note, own.note].filter((one) => one !== null)
  return {
    began,
    versions,
    own: own.changes,
    notes: [...notes, ...(enquiry?.notes ?? [])],
    askAgainAt: againAt(enquiry, tools.clock()),
  }
}

async function changedVersions(
  { culprit, neighbours, hotFiles, repository }: StartedQuestion,
  until: string,
  history: ServiceHistory,
  enquiry: Enquiry | null,
): Promise<{ versions: VersionChange[]; note: string | null }> {
  if (culprit === null || culprit.own) return { versions: [], note: null }
  const near = neighbours.filter(({ lockfile }) => lockfile === culprit.lockfile).slice(0, mostNeighbours)
  const asked = { lockfile: culprit.lockfile, packages: [culprit, ...near], until }
  const { changes, note } = await findVersionChanges(asked, history)
  const versions: VersionChange[] = []
  for (const change of changes) {
    const isCulprit = change.purl === unversioned(culprit.purl)
    const upstream = isCulprit ? await stretchOf(change, culprit, repository, hotFiles, enquiry) : null
    versions.push({ ...change, upstream })
  }
  return { versions, note }
}

async function stretchOf(
  { from, to }: Omit<VersionChange, 'upstream'>,
  culprit: Package,
  repository: KnownRepository | null,
  hotFiles: readonly HotFile[],
  enquiry: Enquiry | null,
): Promise<UpstreamStretch | null> {
  const github = repository?.github ?? null
  if (enquiry === null || github === null || from === null || to === null) return null
  const place = { owner: github.owner, repo: github.name, directory: repository?.directory ?? null }
  const files = hotFiles.filter(({ purl }) => purl === culprit.purl)
  return findUpstreamStretch({ place, wanted: culprit, from, to, hotFiles: files }, enquiry)
}
