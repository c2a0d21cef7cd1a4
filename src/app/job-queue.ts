import { type ConstructorOptions, type JobWithMetadata, PgBoss } from 'pg-boss'
import { HeadwaterError } from '../errors.ts'
import { describeError } from './describe-error.ts'
import { incidentKey, jobId } from './job-names.ts'
import type { Incident, Request, Work } from './jobs.ts'
import { type FailureKind, failureKinds, judgeFailure } from './judge-failure.ts'
import { type Ledger, openLedger, type Sql } from './ledger.ts'
import type { Log } from './log.ts'
import type { Database } from './open-database.ts'
import { patient, planRetry, type Retries, type RetryPlan } from './plan-retry.ts'
import { createQueues, queues } from './queues.ts'

/** Why a job was given up: as it failed at last, or `lost` where process after process ended over it. */
export type GivenUpWhy = FailureKind | 'lost'

/** What is done with jobs. A handler that throws is called again later; all of them must bear that. */
export interface JobHandlers {
  readonly request: (request: Request) => Promise<void>
  readonly work: (work: Work) => Promise<void>
  /** A job was given up after its last attempt. */
  readonly givenUp: (job: Request | Work, why: GivenUpWhy) => Promise<void>
}

export interface JobQueueOptions {
  readonly database: Database
  readonly clock: () => Date
  readonly log: Log
  readonly retries?: Retries
}

/** What is known of an incident's jobs while a request is looked at. */
export interface RequestQueue extends Pick<JobQueue, 'addRequest' | 'hasWork'> {
  readonly ledger: Pick<Ledger, 'openingOf'>
}

type Job<Data extends Request | Work = Request | Work> = JobWithMetadata<Data>

const bossSchema = 'headwater_jobs'
const parallelRequests = 4
/** Profiles take memory, so few incidents are worked on at the same time. */
const parallelWorks = 2
/** Workers are woken by the database; this is for what it does not tell: retries, and the next one of an incident. */
const polling = { pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 1 }
/** Longer than any dead letter takes to be told of. */
const blockedForHours = 2

/**
 * Jobs, kept in the database until they are done: first in, first out for each incident, side by side between incidents.
 */
export class JobQueue {
  /** What is remembered beside the jobs. */
  readonly ledger: Ledger
  readonly #boss: PgBoss
  readonly #options: JobQueueOptions
  readonly #sql: Sql
  /** What this process is at. */
  readonly #active = new Set<Job>()

  private constructor(boss: PgBoss, sql: Sql, ledger: Ledger, options: JobQueueOptions) {
    this.#boss = boss
    this.#sql = sql
    this.ledger = ledger
    this.#options = options
  }

  /**
   * Connects, and makes or migrates the tables.
   *
   * @throws HeadwaterError `usage` where the database cannot be reached, or does not let us make tables
   */
  static async start(options: JobQueueOptions): Promise<JobQueue> {
    const { database, log, retries = patient } = options
    const settings: ConstructorOptions = {
      ...database.connection,
      schema: bossSchema,
      useListenNotify: true,
      schedule: false,
      superviseIntervalSeconds: 5,
      monitorIntervalSeconds: 5,
    }
    const boss = new PgBoss(settings)
    boss.on('error', (error) => log.error({ err: describeError(error) }, 'jobs'))
    boss.on('warning', ({ message }) => log.warn({}, `jobs: ${message}`))
    await boss.start().catch((cause: unknown) => {
      const why = describeError(cause).message || 'no connection'
      throw new HeadwaterError('usage', `the database refuses: ${why.replaceAll(/\s*\n\s*/g, ' ')}; see DATABASE_URL`, {
        cause,
      })
    })
    const sql = statementsOn(boss)
    const ledger = await openLedger(sql, options.clock)
    await createQueues(boss, retries)
    return new JobQueue(boss, sql, ledger, options)
  }

  /**
   * Stores what a delivery asks for. A delivery that was seen before changes nothing.
   *
   * @returns whether it was new
   */
  async store(delivery: string, request: Request): Promise<boolean> {
    if (await this.ledger.hasSeen(delivery)) return false
    // The job's name follows from the delivery, so that a process that is killed between these two loses and doubles nothing.
    await this.#send(queues.requests, request, delivery)
    await this.ledger.markSeen(delivery)
    return true
  }

  /**
   * @param cause what it follows from; the same cause is done once
   * @param afterSeconds how long it waits before it joins the incident's other work
   */
  async addWork(work: Work, cause: string, afterSeconds = 0): Promise<void> {
    if (afterSeconds === 0) return this.#send(queues.works, work, cause)
    return this.#sendLater(work, cause, afterSeconds)
  }

  /** Has a request looked at later, or for the first time. */
  async addRequest(request: Request, cause: string, afterSeconds = 0): Promise<void> {
    if (afterSeconds === 0) return this.#send(queues.requests, request, cause)
    return this.#sendLater(request, cause, afterSeconds)
  }

  /** Whether there is work for an incident that is not done yet. */
  async hasWork(incident: Incident): Promise<boolean> {
    const { rows } = await this.#sql(
      `SELECT 1 FROM ${bossSchema}.job WHERE name = ANY($1) AND singleton_key = $2 AND state < 'completed' LIMIT 1`,
      [[queues.works, queues.waiting, queues.givenUp], incidentKey(incident)],
    )
    return rows.length > 0
  }

  /** Begins to handle jobs. */
  async process(handlers: JobHandlers): Promise<void> {
    if (this.#options.database.isEmbedded) await this.#releaseOrphans()
    const one =
      <Data extends Request | Work>(handle: (data: Data, job: Job<Data>) => Promise<void>) =>
      async ([job]: Job<Data>[]) => {
        if (job) await this.#handle(job, handle)
      }
    const quick = { ...polling, includeMetadata: true, localConcurrency: parallelRequests } as const
    const slow = { ...quick, localConcurrency: parallelWorks } as const
    await this.#boss.work<Request, void, typeof quick>(queues.requests, quick, one(handlers.request))
    await this.#boss.work<Work, void, typeof slow>(queues.works, slow, one(handlers.work))
    await this.#boss.work<Request | Work, void, typeof quick>(queues.waiting, quick, async ([job]) => {
      if (!job) return
      if ('askedBy' in job.data) await this.addWork(job.data, `after ${job.id}`)
      else await this.addRequest(job.data, `after ${job.id}`)
    })
    await this.#boss.work<Request | Work, void, typeof slow>(
      queues.givenUp,
      slow,
      one(async (data, job) => {
        try {
          await handlers.givenUp(data, whyGivenUp(job.sourceOutput))
        } catch (error) {
          const { plan } = this.#planRetry(job, error)
          if (job.retryCount < plan.retryLimit) throw error
        }
        // It holds back what came after it for the incident.
        if (job.sourceName && job.sourceId) await this.#boss.deleteJob(job.sourceName, job.sourceId)
      }),
    )
  }

  /**
   * Lets go what was given up and still holds back its incident, since the process that should have told of it was killed.
   *
   * @returns how many there were
   */
  async unblock(): Promise<number> {
    const { rows } = await this.#sql(
      `SELECT name, id FROM ${bossSchema}.job WHERE name = ANY($1) AND state = 'failed'
      AND completed_on < now() - ${blockedForHours} * interval '1 hour'`,
      [[queues.requests, queues.works]],
    )
    for (const { name, id } of rows) await this.#boss.deleteJob(String(name), String(id))
    return rows.length
  }

  /** @throws where the database does not answer */
  async check(): Promise<void> {
    await this.#sql('SELECT 1')
  }

  /**
   * Lets running jobs end; what has not ended in time is handed back, for another process or the next start.
   *
   * @param graceMs at least a second
   */
  async stop(graceMs = 20_000): Promise<void> {
    // To be handed back is no failure: it is tried again at once, and once more often.
    for (const job of this.#active) {
      const plan = { retryLimit: job.retryLimit + 1, delay: 0, doubles: false }
      await this.#setRetry(job, plan).catch((error) => this.#options.log.error({ err: describeError(error) }, 'jobs'))
    }
    await this.#boss.stop({ graceful: true, timeout: graceMs })
  }

  async #handle<Data extends Request | Work>(
    job: Job<Data>,
    handle: (data: Data, job: Job<Data>) => Promise<void>,
  ): Promise<void> {
    const { incident, kind, delivery } = job.data
    const about = {
      job: job.id,
      kind,
      incident: `${incident.owner}/${incident.repo}#${incident.issue}`,
      ...(delivery === undefined ? {} : { delivery }),
      attempt: job.retryCount + 1,
    }
    const { log } = this.#options
    log.info(about, 'job begins')
    this.#active.add(job)
    try {
      await handle(job.data, job)
    } catch (error) {
      const { why, plan } = this.#planRetry(job, error)
      const next = job.retryCount < plan.retryLimit ? { againInSeconds: plan.delay } : { isGivenUp: true }
      log.error({ ...about, why, ...next, err: describeError(error) }, 'job failed')
      await this.#setRetry(job, plan)
      // Only what is needed: an error of Octokit carries the request, with its token, and is kept in the database.
      throw Object.assign(new Error(describeError(error).message), { why })
    } finally {
      this.#active.delete(job)
    }
    log.info(about, 'job done')
  }

  #planRetry(job: Job, error: unknown): { readonly why: FailureKind; readonly plan: RetryPlan } {
    const { clock, retries = patient } = this.#options
    const { retryCount, retryLimit, createdOn } = job
    const ageMs = Date.now() - createdOn.getTime()
    const failure = judgeFailure(error, clock())
    return { why: failure.kind, plan: planRetry(failure, { retryCount, retryLimit, ageMs }, retries) }
  }

  /** How pg-boss goes on when this attempt fails. It has no call for that while a job is active. */
  async #setRetry({ name, id }: Job, { retryLimit, delay, doubles }: RetryPlan): Promise<void> {
    await this.#sql(
      `UPDATE ${bossSchema}.job SET retry_limit = $3, retry_delay = $4, retry_backoff = $5
      WHERE name = $1 AND id = $2 AND state = 'active'`,
      [name, id, retryLimit, delay, doubles],
    )
  }

  /** What a process that was killed had begun is not waited for, where that process can only be the one before this. */
  async #releaseOrphans(): Promise<void> {
    for (const queue of Object.values(queues)) {
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

  async #sendLater(job: Request | Work, cause: string, seconds: number): Promise<void> {
    const id = jobId(`${queues.waiting} ${cause}`)
    await this.#boss.send(queues.waiting, job, { id, startAfter: seconds, singletonKey: incidentKey(job.incident) })
  }
}

function statementsOn(boss: PgBoss): Sql {
  return async (text, values = []) => {
    try {
      return await boss.getDb().executeSql(text, values)
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause)
      throw new HeadwaterError('internal', `the database refuses: ${why}`, { cause })
    }
  }
}

function whyGivenUp(output: object | null): GivenUpWhy {
  const why = output !== null && 'why' in output ? output.why : null
  return failureKinds.find((kind) => kind === why) ?? 'lost'
}
