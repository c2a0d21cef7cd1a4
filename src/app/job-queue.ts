import { createHash } from 'node:crypto'
import { type ConstructorOptions, type JobWithMetadata, PgBoss, type Queue } from 'pg-boss'
import { HeadwaterError } from '../errors.ts'
import type { Incident, Request, Work } from './jobs.ts'
import type { Log } from './log.ts'
import type { Database } from './open-database.ts'

/** What is done with jobs. A handler that throws is called again later; all of them must bear that. */
export interface JobHandlers {
  readonly request: (request: Request) => Promise<void>
  readonly work: (work: Work) => Promise<void>
  /** A job was given up after its last attempt. */
  readonly givenUp: (job: Request | Work) => Promise<void>
}

export interface Retries {
  readonly retryLimit: number
  /** Seconds until a failed job is tried again; doubles each time. */
  readonly retryDelay: number
}

export interface JobQueueOptions {
  readonly database: Database
  readonly clock: () => Date
  readonly log: Log
  readonly retries?: Retries
}

/** Looked at at once and short; what takes long is another queue, so that nobody waits for an answer to a command. */
const requests = 'requests'
const works = 'works'
const givenUp = 'given-up'
/** Work that waits for something outside: no incident's queue is held up by it. */
const waiting = 'waiting'

const ownSchema = 'headwater'
const bossSchema = 'headwater_jobs'
/** Outlasts most of GitHub's outages: about twenty minutes. */
const patient: Retries = { retryLimit: 8, retryDelay: 5 }
/** A command is answered and not executed when it is older than a day; deliveries are remembered for longer than that. */
const rememberedDays = 30
const parallelRequests = 4
/** Profiles take memory, so few incidents are worked on at the same time. */
const parallelWorks = 2
/** Workers are woken by the database; this is for what it does not tell: retries, and the next one of an incident. */
const polling = { pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 1 }

/**
 * Jobs, kept in the database until they are done: first in, first out for each incident, side by side between incidents.
 */
export class JobQueue {
  readonly #boss: PgBoss
  readonly #options: JobQueueOptions

  private constructor(boss: PgBoss, options: JobQueueOptions) {
    this.#boss = boss
    this.#options = options
  }

  /** Connects, and makes or migrates the tables. */
  static async start(options: JobQueueOptions): Promise<JobQueue> {
    const { database, log } = options
    const settings: ConstructorOptions = {
      ...database.connection,
      schema: bossSchema,
      useListenNotify: true,
      schedule: false,
      superviseIntervalSeconds: 10,
      monitorIntervalSeconds: 10,
    }
    const boss = new PgBoss(settings)
    boss.on('error', (error) => log.error(error, 'jobs'))
    boss.on('warning', (warning) => log.warn(warning, 'jobs'))
    await boss.start()
    const queue = new JobQueue(boss, options)
    await queue.#createTables()
    return queue
  }

  /**
   * Stores what a delivery asks for. A delivery that was seen before changes nothing.
   *
   * @returns whether it was new
   */
  async store(delivery: string, request: Request): Promise<boolean> {
    const { rows } = await this.#sql(`SELECT 1 FROM ${ownSchema}.deliveries WHERE id = $1`, [delivery])
    if (rows.length > 0) return false
    // The job's name follows from the delivery, so that a process that is killed between these two loses and doubles nothing.
    await this.#send(requests, request, delivery)
    const now = this.#options.clock()
    await this.#sql(`INSERT INTO ${ownSchema}.deliveries (id, seen_at) VALUES ($1, $2) ON CONFLICT DO NOTHING`, [
      delivery,
      now,
    ])
    await this.#sql(`DELETE FROM ${ownSchema}.deliveries WHERE seen_at < $1`, [
      new Date(now.getTime() - rememberedDays * 24 * 60 * 60 * 1000),
    ])
    return true
  }

  /**
   * @param cause what it follows from; the same cause is done once
   * @param afterSeconds how long it waits before it joins the incident's other work
   */
  async addWork(work: Work, cause: string, afterSeconds = 0): Promise<void> {
    if (afterSeconds === 0) return this.#send(works, work, cause)
    await this.#boss.send(waiting, work, { id: jobId(`${waiting} ${cause}`), startAfter: afterSeconds })
  }

  /** Begins to handle jobs. */
  async process(handlers: JobHandlers): Promise<void> {
    if (this.#options.database.isEmbedded) await this.#releaseOrphans()
    const one =
      <Data extends Request | Work>(handle: (data: Data) => Promise<void>) =>
      async ([job]: JobWithMetadata<Data>[]) => {
        if (job) await this.#handle(job, handle)
      }
    const quick = { ...polling, includeMetadata: true, localConcurrency: parallelRequests } as const
    const slow = { ...quick, localConcurrency: parallelWorks } as const
    await this.#boss.work<Request, void, typeof quick>(requests, quick, one(handlers.request))
    await this.#boss.work<Work, void, typeof slow>(works, slow, one(handlers.work))
    await this.#boss.work<Work, void, typeof quick>(waiting, quick, async ([job]) => {
      if (job) await this.addWork(job.data, `after ${job.id}`)
    })
    await this.#boss.work<Request | Work, void, typeof slow>(givenUp, slow, async ([job]) => {
      if (!job) return
      try {
        await this.#handle(job, handlers.givenUp)
      } catch (error) {
        if (job.retryCount < job.retryLimit) throw error
      }
      // It holds back what came after it for the incident.
      if (job.sourceName && job.sourceId) await this.#boss.deleteJob(job.sourceName, job.sourceId)
    })
  }

  /** @throws where the database does not answer */
  async check(): Promise<void> {
    await this.#sql('SELECT 1')
  }

  /** Lets running jobs end for up to 20 seconds; what has not ended then is done again at the next start. */
  async stop(): Promise<void> {
    await this.#boss.stop({ graceful: true, timeout: 20_000 })
  }

  async #handle<Data extends Request | Work>(
    job: JobWithMetadata<Data>,
    handle: (data: Data) => Promise<void>,
  ): Promise<void> {
    const { incident, kind } = job.data
    const about = {
      job: job.id,
      kind,
      incident: `${incident.owner}/${incident.repo}#${incident.issue}`,
      attempt: job.retryCount + 1,
    }
    this.#options.log.info(about, 'job begins')
    try {
      await handle(job.data)
    } catch (error) {
      this.#options.log.error({ ...about, err: error }, 'job failed')
      // Only what is needed: an error of Octokit carries the request, with its token, and is kept in the database.
      throw new Error(error instanceof Error ? error.message : String(error))
    }
    this.#options.log.info(about, 'job done')
  }

  async #createTables(): Promise<void> {
    // Of processes that start at the same time, one makes them.
    await this.#sql(`
      BEGIN;
      SELECT pg_advisory_xact_lock(hashtext('${ownSchema}'));
      CREATE SCHEMA IF NOT EXISTS ${ownSchema};
      CREATE TABLE IF NOT EXISTS ${ownSchema}.deliveries (id text PRIMARY KEY, seen_at timestamptz NOT NULL);
      COMMIT;
    `)
    const retries = { ...(this.#options.retries ?? patient), retryBackoff: true, retryDelayMax: 600 }
    const inOrder: Omit<Queue, 'name'> = { ...retries, policy: 'key_strict_fifo', notify: true, deadLetter: givenUp }
    await this.#boss.createQueue(givenUp, { ...retries, notify: true })
    await this.#boss.createQueue(waiting, { ...retries, notify: true })
    await this.#boss.createQueue(requests, { ...inOrder, heartbeatSeconds: 30, expireInSeconds: 300 })
    await this.#boss.createQueue(works, { ...inOrder, heartbeatSeconds: 30, expireInSeconds: 1800 })
  }

  /** What a process that was killed had begun is not waited for, where that process can only be the one before this. */
  async #releaseOrphans(): Promise<void> {
    for (const queue of [requests, works, waiting, givenUp]) {
      const { rows } = await this.#sql(`SELECT id FROM ${bossSchema}.job WHERE name = $1 AND state = 'active'`, [queue])
      for (const row of rows) {
        const id = String(row.id)
        await this.#boss.fail(queue, id, { reason: 'the process ended' })
        await this.#boss.update(queue, undefined, { id, startAfter: 0 })
      }
    }
  }

  async #send(queue: string, job: Request | Work, cause: string): Promise<void> {
    await this.#boss.send(queue, job, { id: jobId(`${queue} ${cause}`), singletonKey: incidentKey(job.incident) })
  }

  async #sql(text: string, values: unknown[] = []): Promise<{ rows: Record<string, unknown>[] }> {
    try {
      return await this.#boss.getDb().executeSql(text, values)
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause)
      throw new HeadwaterError('internal', `the database refuses: ${why}`, { cause })
    }
  }
}

function incidentKey({ repositoryId, issue }: Incident): string {
  return `${repositoryId}#${issue}`
}

/** A UUID (version 8, RFC 9562) that is the same for the same cause. */
function jobId(cause: string): string {
  const bytes = createHash('sha256').update(cause).digest().subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
