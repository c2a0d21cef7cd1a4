import { listDeliveries, redeliver } from '../../github/index.ts'
import { findFailedDeliveries } from '../find-failed-deliveries.ts'
import type { Ledger } from '../ledger.ts'
import { reconciledMs } from '../reconcile-incident.ts'
import type { Tools } from '../tools.ts'

const hourMs = 60 * 60 * 1000
/** How often one delivery is asked for again. */
const mostTimes = 3
/** What is acted upon. */
const heard = new Set(['issues.opened', 'issues.labeled', 'issue_comment.created'])

type Known = Pick<Ledger, 'hasSeen' | 'claimRedelivery' | 'markRedelivered'>

/**
 * Asks GitHub again for what it could not deliver in the last three days: it does not by itself.
 *
 * @param seenUntil until when the deliveries were looked through before; null where they were not
 * @param signal ends it before it is through
 */
export async function redeliverFailed(
  tools: Tools,
  known: Known,
  seenUntil: Date | null,
  signal: AbortSignal,
): Promise<void> {
  const now = tools.clock().getTime()
  // An attempt is listed when it has ended: what was looked through is looked through once more.
  const since = Math.max(now - reconciledMs, seenUntil === null ? 0 : seenUntil.getTime() - hourMs)
  const asApp = await tools.github.asApp()
  const failed = findFailedDeliveries(await listDeliveries(asApp, new Date(since)))
  // The oldest first.
  for (const { id, guid, event, status } of failed.filter((one) => heard.has(one.event)).reverse()) {
    if (signal.aborted) return
    // One that timed out may have been stored all the same.
    if (await known.hasSeen(guid)) continue
    if (!(await known.claimRedelivery(guid, String(id), mostTimes))) continue
    const isKept = await redeliver(asApp, id)
    await known.markRedelivered(guid)
    tools.log.info({ delivery: guid, event, status, isKept }, 'a failed delivery is asked for again')
  }
}
