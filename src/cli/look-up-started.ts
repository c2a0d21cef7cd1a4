import type { Result } from '../diagnosis/index.ts'
import { readIncident } from '../intake/index.ts'
import {
  chooseNeighbours,
  collectHotFiles,
  findStarted,
  type KnownRepository,
  type Started,
} from '../upstream/index.ts'
import { gitHistory } from './git-history.ts'
import type { GitHubAccess } from './github-access.ts'
import { signIn } from './look-up-upstream.ts'

const deadlineMs = 30_000

export interface StartedOptions {
  /** The service's sources. */
  readonly folder: string
  /** The incident's text, which may say when it began; null where there is none. */
  readonly incident: string | null
  /** The culprit's, where it is known. */
  readonly repository: KnownRepository | null
  /** Null: GitHub is asked nothing. */
  readonly access: GitHubAccess | null
}

/**
 * What changed in the service shortly before the incident, by the git history of its folder.
 *
 * @returns null where the folder is not the root of a git work tree, or a change there could not have to do with it
 */
export async function lookUpStarted(
  { diagnosis, measures }: Result,
  { folder, incident, repository, access }: StartedOptions,
): Promise<Started | null> {
  const service = gitHistory(folder)
  if (service === null || (diagnosis.verdict !== 'dependency' && diagnosis.verdict !== 'own-code')) return null
  const { graph, owners } = measures.owned
  const index = diagnosis.culprit === null ? null : (owners[diagnosis.culprit.owner]?.package ?? null)
  const culprit = index === null ? null : (graph.packages[index] ?? null)
  return findStarted(
    {
      culprit,
      neighbours: culprit === null ? [] : chooseNeighbours(culprit, graph, diagnosis),
      hotFiles: collectHotFiles(measures),
      startedAt: incident === null ? null : readIncident(incident).startedAt,
      repository,
    },
    {
      github: access && (await signIn(access)),
      service,
      signal: AbortSignal.timeout(deadlineMs),
      clock: () => new Date(),
    },
  )
}
