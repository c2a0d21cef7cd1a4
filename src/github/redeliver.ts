import { orAbsent } from './absent.ts'
import type { GitHub } from './types.ts'

/**
 * Asks GitHub to deliver something once more, under the same X-GitHub-Delivery.
 *
 * @param asApp signed in as the App
 * @returns false where GitHub no longer keeps it
 */
export async function redeliver(asApp: GitHub, id: number): Promise<boolean> {
  // Sent once: what happened is read off the deliveries later.
  const answer = asApp.rest.apps.redeliverWebhookDelivery({ delivery_id: id, request: { retries: 0 } })
  return (await orAbsent(answer)) !== null
}
