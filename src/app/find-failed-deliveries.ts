import type { Delivery } from '../github/index.ts'

/**
 * What GitHub tried to deliver and could not: of each delivery without an attempt that succeeded, the newest one.
 *
 * @param deliveries attempts, the newest first
 * @returns in the same order
 */
export function findFailedDeliveries(deliveries: readonly Delivery[]): Delivery[] {
  const delivered = new Set(deliveries.filter(({ isDelivered }) => isDelivered).map(({ guid }) => guid))
  const failed = new Map<string, Delivery>()
  for (const delivery of deliveries) {
    const { guid } = delivery
    if (!delivered.has(guid) && !failed.has(guid)) failed.set(guid, delivery)
  }
  return [...failed.values()]
}
