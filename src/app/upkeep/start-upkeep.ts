import { describeError } from '../describe-error.ts'
import type { JobQueue } from '../job-queue.ts'
import type { Tools } from '../tools.ts'
import { reconcileIncidents } from './reconcile-incidents.ts'
import { redeliverFailed } from './redeliver-failed.ts'

/** What one process does for all, at start and on a timer. */
interface Chore {
  readonly name: string
  readonly everySeconds: number
  readonly act: (signal: AbortSignal) => Promise<void>
}

const looksEveryMs = 10_000
/** Of processes that start together, or one that starts again and again, the first does it. */
const leastSeconds = 30

/**
 * Begins the upkeep: failed deliveries are asked for again, incidents reconciled with GitHub, old rows forgotten. Which of
 * several processes does it is settled by the database.
 *
 * @param clockFactor how many times faster the hours of a stand-in pass
 * @returns ends it, when what is under way is done
 */
export async function startUpkeep(tools: Tools, queue: JobQueue, clockFactor = 1): Promise<() => Promise<void>> {
  const chores = listChores(tools, queue).map((chore) => ({
    ...chore,
    everySeconds: Math.ceil(chore.everySeconds / clockFactor),
  }))
  for (const { name } of chores) await queue.ledger.hasten(name, leastSeconds / clockFactor)
  const ending = new AbortController()
  let underWay: Promise<void> | null = null
  const look = () => {
    underWay ??= doDue(chores, tools, queue, ending.signal).finally(() => {
      underWay = null
    })
  }
  look()
  const timer = setInterval(look, Math.max(1_000, looksEveryMs / clockFactor))
  return async () => {
    ending.abort()
    clearInterval(timer)
    await underWay
  }
}

function listChores(tools: Tools, queue: JobQueue): Chore[] {
  let seenUntil: Date | null = null
  return [
    {
      name: 'redeliver-failed',
      everySeconds: 600,
      async act(signal) {
        const began = tools.clock()
        await redeliverFailed(tools, queue.ledger, seenUntil, signal)
        seenUntil = began
      },
    },
    { name: 'reconcile-incidents', everySeconds: 3600, act: (signal) => reconcileIncidents(tools, queue, signal) },
    {
      name: 'tidy',
      everySeconds: 3600,
      async act() {
        await queue.ledger.forget()
        const jobs = await queue.unblock()
        if (jobs > 0) tools.log.warn({ jobs }, 'incidents were held back by jobs that were given up; they go on')
      },
    },
  ]
}

async function doDue(chores: readonly Chore[], { log }: Tools, queue: JobQueue, signal: AbortSignal) {
  for (const { name, everySeconds, act } of chores) {
    if (signal.aborted) return
    try {
      if (await queue.ledger.takeTurn(name, everySeconds)) await act(signal)
    } catch (error) {
      // The queue may have ended before it.
      if (signal.aborted) return
      log.error({ chore: name, err: describeError(error) }, 'upkeep failed; it is tried again in its turn')
    }
  }
}
