import type { GitHub } from './types.ts'

/** One attempt of GitHub's to deliver a webhook. */
export interface Delivery {
  readonly id: number
  /** X-GitHub-Delivery, which all attempts have in common. */
  readonly guid: string
  /** Such as `issues.labeled`. */
  readonly event: string
  readonly at: Date
  readonly isDelivered: boolean
  /** What came back, as GitHub words it: `OK`, `timed out`. */
  readonly status: string
}

/** Of an App that is told of more, the newest ones are read. */
const mostDeliveries = 10_000

/**
 * GitHub's attempts to deliver something to the App, the newest first. GitHub keeps them for three days.
 *
 * @param asApp signed in as the App
 * @param since how far back
 */
export async function listDeliveries(asApp: GitHub, since: Date): Promise<Delivery[]> {
  const deliveries: Delivery[] = []
  for await (const { data } of asApp.paginate.iterator(asApp.rest.apps.listWebhookDeliveries, { per_page: 100 })) {
    for (const { id, guid, event, action, status, status_code: code, delivered_at } of data) {
      const at = new Date(delivered_at)
      if (at < since) return deliveries
      const isDelivered = code >= 200 && code < 400
      deliveries.push({ id, guid, event: action === null ? event : `${event}.${action}`, at, isDelivered, status })
    }
    if (deliveries.length >= mostDeliveries) break
  }
  return deliveries
}
