import { answerRequest } from './answer-request.ts'
import { carryOut } from './carry-out.ts'
import { createTools } from './create-tools.ts'
import { JobQueue } from './job-queue.ts'
import type { Log } from './log.ts'
import { openDatabase } from './open-database.ts'
import type { PackageClients } from './package-clients.ts'
import { impatient, patient } from './plan-retry.ts'
import type { Settings } from './read-settings.ts'
import { reportFailure } from './report-failure.ts'
import { startUpkeep } from './upkeep/start-upkeep.ts'

/** Jobs that are stored and, where this process works, done. */
export interface Jobs {
  readonly queue: JobQueue
  readonly stop: () => Promise<void>
}

export interface StartJobsOptions {
  readonly settings: Settings
  readonly clock: () => Date
  readonly log: Log
  readonly packages: PackageClients
  /** Whether this process does the jobs, or only stores them. */
  readonly isWorker: boolean
}

/** @throws HeadwaterError `usage` where another process uses the embedded database */
export async function startJobs({ settings, clock, log, packages, isWorker }: StartJobsOptions): Promise<Jobs> {
  const database = await openDatabase(settings)
  if (database.isEmbedded) {
    log.warn(
      { folder: settings.dataFolder },
      'jobs are kept in the embedded database: they survive a killed process, not a power cut; for that set DATABASE_URL',
    )
  }
  try {
    const queue = await JobQueue.start({ database, clock, log, retries: settings.pacing ? patient : impatient })
    const tools = createTools({ settings, clock, log, packages, addWork: (...work) => queue.addWork(...work) })
    if (isWorker) {
      await queue.process({
        request: (request) => answerRequest(request, tools, queue),
        work: (work) => carryOut(work, tools),
        givenUp: (job, why) => reportFailure(job, why, tools),
      })
    }
    const stopUpkeep = isWorker ? await startUpkeep(tools, queue, settings.clockFactor) : null
    return {
      queue,
      async stop() {
        // Side by side: jobs are handed back in time also where the upkeep waits for GitHub.
        await Promise.all([stopUpkeep?.(), queue.stop()])
        await database.close()
      },
    }
  } catch (error) {
    await database.close()
    throw error
  }
}
