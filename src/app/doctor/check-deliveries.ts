import { type Delivery, listDeliveries } from '../../github/index.ts'
import { findFailedDeliveries } from '../find-failed-deliveries.ts'
import { reconciledMs } from '../reconcile-incident.ts'
import { finding, ok, type Practice, type Said, skipped } from './types.ts'

/** What GitHub says of its deliveries of the last three days. */
export async function checkDeliveries({ github, clock }: Practice): Promise<Said[]> {
  const since = new Date(clock().getTime() - reconciledMs)
  const deliveries = await listDeliveries(await github.asApp(), since)
  const newest = deliveries[0]
  if (newest === undefined) {
    return [
      skipped('GitHub delivered nothing in the last three days', 'Comment on an issue of a service, and look again.'),
    ]
  }
  const failed = findFailedDeliveries(deliveries)
  const all = new Set(deliveries.map(({ guid }) => guid)).size
  const [last] = failed
  if (last === undefined)
    return [ok(`All ${all} deliveries of the last three days arrived, the last at ${time(newest)}`)]
  const what = `${failed.length} of ${all} deliveries of the last three days did not arrive, the last at ${time(last)}: ${last.status}`
  return [finding(what, remedyFor(last))]
}

function remedyFor({ status }: Delivery): string {
  const again = 'A running Headwater asks for each of them again, at most three times.'
  if (/timed? ?out/i.test(status)) return `See that the database answers within seconds. ${again}`
  if (/401|403/.test(status)) return `Set the same secret in the App's settings and as WEBHOOK_SECRET. ${again}`
  if (/connect|resolve|host/i.test(status))
    return `Let GitHub reach the webhook URL, and see that Headwater runs. ${again}`
  return `Look into Headwater's log at that time. ${again}`
}

function time({ at }: Delivery): string {
  return at.toISOString().replace(/\.\d+Z$/, 'Z')
}
