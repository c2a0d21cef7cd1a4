import { HeadwaterError } from '../../errors.ts'
import { JobQueue } from '../job-queue.ts'
import { openDatabase } from '../open-database.ts'
import { finding, ok, type Practice, type Said } from './types.ts'

const silent = { info() {}, warn() {}, error() {} }
const slowMs = 1_000

/** Whether jobs can be stored: connects as the App does, tables and all. */
export async function checkDatabase({ settings, clock }: Practice): Promise<Said[]> {
  const { databaseUrl, dataFolder } = settings
  try {
    const database = await openDatabase(settings)
    try {
      const queue = await JobQueue.start({ database, clock, log: silent })
      try {
        const began = performance.now()
        await queue.check()
        const tookMs = Math.round(performance.now() - began)
        if (tookMs > slowMs) {
          const remedy = 'Bring the database nearer: a webhook is answered when its job is stored, within 10 seconds.'
          return [finding(`The database took ${tookMs} ms for the smallest question`, remedy)]
        }
        return [
          ok(
            databaseUrl === null
              ? `The embedded database in ${dataFolder} opens; it survives a killed process, not a power cut`
              : `The PostgreSQL server answers, in ${tookMs} ms`,
          ),
        ]
      } finally {
        await queue.stop()
      }
    } finally {
      await database.close()
    }
  } catch (error) {
    if (databaseUrl === null && error instanceof HeadwaterError && /another process/.test(error.message)) {
      return [ok(`The embedded database in ${dataFolder} is in use, by a Headwater that runs`)]
    }
    const why = error instanceof Error ? error.message : String(error)
    return [
      finding(
        `Jobs cannot be stored: ${why}`,
        databaseUrl === null
          ? 'Set HEADWATER_DATA to a folder that may be written and lies on a local disk.'
          : 'See that DATABASE_URL is right, that the server is reached from here, and that its user may create schemas.',
      ),
    ]
  }
}
