import {
  type GitHub,
  type InstalledName,
  listInstallations,
  listLabelledIssues,
  listRepositories,
} from '../../github/index.ts'
import { describeError } from '../describe-error.ts'
import { incidentKey } from '../job-names.ts'
import type { JobQueue } from '../job-queue.ts'
import { readConfiguration } from '../read-configuration.ts'
import { reconciledMs } from '../reconcile-incident.ts'
import type { Tools } from '../tools.ts'

/** Has every open incident of the last days held against GitHub; each in its turn among what else is asked of it. */
export async function reconcileIncidents(
  tools: Tools,
  queue: Pick<JobQueue, 'addRequest' | 'hasWork'>,
  signal: AbortSignal,
): Promise<void> {
  const began = tools.clock()
  for (const installation of await listInstallations(await tools.github.asApp())) {
    if (signal.aborted) return
    if (installation.isSuspended) continue
    const { id: installationId, account } = installation
    try {
      const github = await tools.github.forAccount(installationId, { issues: 'read', contents: 'read' })
      if (github === null) continue
      for (const repository of await listRepositories(github)) {
        if (signal.aborted) return
        for (const issue of await listIncidents(github, repository, began)) {
          const { owner, repo, repositoryId } = repository
          const incident = { installationId, repositoryId, owner, repo, issue }
          // Of what is under way nothing is missing, and a burst is not to be looked at twice.
          if (await queue.hasWork(incident)) continue
          const delivery = `reconcile ${incidentKey(incident)} ${began.toISOString()}`
          await queue.addRequest({ kind: 'reconcile', incident, delivery }, delivery)
        }
      }
    } catch (error) {
      if (signal.aborted) return
      // The others are not to wait for one that is out of order.
      tools.log.error({ account, err: describeError(error) }, 'the incidents of an account could not be listed')
    }
  }
}

async function listIncidents(github: GitHub, repository: InstalledName, now: Date): Promise<number[]> {
  const { label } = (await readConfiguration(github, repository)).configuration
  const since = new Date(now.getTime() - reconciledMs)
  return listLabelledIssues(github, { ...repository, label, since })
}
