import type { PgBoss, Queue } from 'pg-boss'
import { mostAttempts, type Retries } from './plan-retry.ts'

export const queues = {
  /** Looked at at once and short; what takes long is another queue, so that nobody waits for an answer to a command. */
  requests: 'requests',
  works: 'works',
  /** What was given up, for people to be told of. */
  givenUp: 'given-up',
  /** What waits for something outside: no incident's queue is held up by it. */
  waiting: 'waiting',
} as const

/** A worker that does not say for so long that it is alive is taken for dead, and its job for another's. */
const heartbeatSeconds = 20

/** Makes the queues, where they are not there. */
export async function createQueues(boss: PgBoss, retries: Retries): Promise<void> {
  const usual: Omit<Queue, 'name'> = {
    retryLimit: mostAttempts(retries),
    retryDelay: retries.delay,
    retryBackoff: true,
    notify: true,
    heartbeatSeconds,
  }
  const again = { ...usual, retryDelayMax: retries.longestDelay }
  const inOrder = { ...again, policy: 'key_strict_fifo', deadLetter: queues.givenUp }
  const settings: readonly (readonly [string, Omit<Queue, 'name'>])[] = [
    [queues.givenUp, { ...usual, expireInSeconds: 300 }],
    [queues.waiting, { ...again, expireInSeconds: 60 }],
    [queues.requests, { ...inOrder, expireInSeconds: 300 }],
    [queues.works, { ...inOrder, expireInSeconds: 1800 }],
  ]
  for (const [name, queue] of settings) {
    await boss.createQueue(name, queue)
    // Those of an earlier version are there already.
    const { policy: _, ...changeable } = queue
    await boss.updateQueue(name, changeable)
  }
}
