import { chooseNeighbours, findStarted, type KnownRepository, type Started } from '../upstream/index.ts'
import type { Scene } from './at-incident.ts'
import { culpritOf } from './culprit-of.ts'
import type { Study } from './study-incident.ts'

/** For all questions together. */
const deadlineMs = 30_000

/** Whether a change shortly before can have to do with it: where the service or a package of it is to blame. */
export function mayHaveStarted({ diagnosed }: Study): boolean {
  return diagnosed.diagnosis.verdict === 'dependency' || diagnosed.diagnosis.verdict === 'own-code'
}

/**
 * What changed in the service shortly before the incident, and upstream with it.
 *
 * @param repository the culprit's, where it is known
 */
export async function lookUpStarted(
  { github, incident, tools }: Scene,
  study: Study,
  repository: KnownRepository | null,
): Promise<Started> {
  const { diagnosed, facts, service } = study
  const culprit = culpritOf(study)
  const { owner, repo } = incident
  return findStarted(
    {
      culprit,
      neighbours: culprit === null ? [] : chooseNeighbours(culprit, diagnosed.graph, diagnosed.diagnosis),
      hotFiles: diagnosed.hotFiles,
      startedAt: facts.startedAt,
      repository,
    },
    {
      github,
      service: { owner, repo, commit: service.commit },
      signal: AbortSignal.timeout(deadlineMs),
      clock: tools.clock,
    },
  )
}
