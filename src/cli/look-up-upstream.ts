import { collectPublishedNames, hideRedacted, redactPublicName } from '../contribution/index.ts'
import type { Result } from '../diagnosis/index.ts'
import { createGitHubClient, type GitHub, type IssueName, type RepositoryName } from '../github/index.ts'
import { findCrateFolders, readInstalledMetadata, readServiceFolder } from '../intake/index.ts'
import { isServiceFile, markPackages } from '../ownership/index.ts'
import { createAdvisories, createPackageIndexes } from '../packages/index.ts'
import { nothingKnown, type UpstreamFacts } from '../report/index.ts'
import {
  chooseNeighbours,
  collectHotSymbols,
  factsOf,
  investigateUpstream,
  type UpstreamFindings,
} from '../upstream/index.ts'
import type { GitHubAccess } from './github-access.ts'
import { readServiceConfiguration } from './read-service-configuration.ts'

/** The report stands without an answer after so long. */
const deadlineMs = 8_000
/** For the questions to GitHub, some of which follow from the answers to others. */
const githubDeadlineMs = 120_000
const requestTimeoutMs = 15_000

/** What is known upstream of a diagnosis's culprit, and a note for the reader where it could not be found out. */
export interface UpstreamAnswer {
  readonly facts: UpstreamFacts
  readonly notes: readonly string[]
  /** Null where there is no dependency to ask about. */
  readonly findings: UpstreamFindings | null
}

export interface LookUpOptions {
  /** The service's sources. */
  readonly folder: string
  /** Asks no index. */
  readonly offline: boolean
  /** Null: GitHub is asked nothing. */
  readonly access: GitHubAccess | null
  /** The issue, and the repository, that a person names. */
  readonly link?: IssueName | null
  readonly target?: RepositoryName | null
}

/**
 * Looks for the culprit's upstream repository (lockfile, module path, package index, installed metadata), and on GitHub for what is
 * known there: related issues, the fix, and how to come to it.
 *
 * @throws HeadwaterError `configuration-malformed` for the service's `.github/headwater.yml`
 */
export async function lookUpUpstream(
  { diagnosis, measures }: Result,
  { folder, offline, access, link = null, target = null }: LookUpOptions,
): Promise<UpstreamAnswer> {
  const { owned } = measures
  const configuration = await readServiceConfiguration(folder)
  const graph = hideRedacted(markPackages(owned.graph, configuration), configuration.redact)
  const index = diagnosis.culprit === null ? null : (owned.owners[diagnosis.culprit.owner]?.package ?? null)
  const culprit = index === null ? undefined : graph.packages[index]
  if (!culprit) return { facts: nothingKnown, findings: null, notes: access === null ? [] : [nobodyToAskAbout] }
  const names = collectPublishedNames({ ...owned, graph }, configuration.redact)
  const near = access === null ? [] : chooseNeighbours(culprit, graph, diagnosis)
  const findings = await investigateUpstream(
    {
      culprit,
      graph,
      diagnosis,
      hotSymbols: access === null ? [] : collectHotSymbols(measures, redactPublicName(names)),
      files: access === null ? [] : await readServiceFolder(folder, isServiceFile),
      link,
      target,
      upstreams: configuration.upstreams,
    },
    {
      github: access && (await signIn(access)),
      indexes: offline ? [] : createPackageIndexes(process.env),
      advisories: offline ? [] : createAdvisories(),
      installed: await readInstalledMetadata(folder, [culprit, ...near], await findCrateFolders(process.env)),
      signal: AbortSignal.timeout(access === null ? deadlineMs : githubDeadlineMs),
      clock: () => new Date(),
    },
  )
  return { facts: factsOf(findings), notes: findings.notes, findings }
}

const nobodyToAskAbout = 'No dependency is to blame, so that GitHub was asked nothing.'

/** A client with a person's token. */
export function signIn({ apiUrl, token }: GitHubAccess): Promise<GitHub> {
  return createGitHubClient({ apiUrl, token, requestTimeoutMs, pacing: false })
}
