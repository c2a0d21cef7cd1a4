import { createHmac, randomUUID } from 'node:crypto'
import { webhookSecret } from './start-app.ts'

/** How long the answers to a burst took. */
export interface BurstTimes {
  /** In milliseconds, the shortest first. */
  readonly tookMs: readonly number[]
  /** Answers that were none of success, by status; 0 where there was none. */
  readonly failed: ReadonlyMap<number, number>
}

/**
 * Sends signed webhooks as GitHub would, all at once as far as `atOnce` connections allow.
 *
 * @param urls taken in turn
 */
export async function sendBurst(
  payloads: readonly object[],
  { urls, event, atOnce }: { readonly urls: readonly string[]; readonly event: string; readonly atOnce: number },
): Promise<BurstTimes> {
  const tookMs: number[] = []
  const failed = new Map<number, number>()
  let next = 0
  const sender = async () => {
    while (next < payloads.length) {
      const index = next
      next += 1
      const body = JSON.stringify(payloads[index])
      const began = performance.now()
      const status = await post(urls[index % urls.length] ?? '', event, body)
      tookMs.push(performance.now() - began)
      if (status < 200 || status >= 300) failed.set(status, (failed.get(status) ?? 0) + 1)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, sender))
  return { tookMs: tookMs.sort((a, b) => a - b), failed }
}

async function post(url: string, event: string, body: string): Promise<number> {
  const headers = {
    'content-type': 'application/json',
    'x-github-event': event,
    'x-github-delivery': randomUUID(),
    'x-hub-signature-256': `sha256=${createHmac('sha256', webhookSecret).update(body).digest('hex')}`,
  }
  try {
    const answer = await fetch(url, { method: 'POST', headers, body })
    await answer.arrayBuffer()
    return answer.status
  } catch {
    return 0
  }
}

/** The time within which this share of the answers came. */
export function percentile({ tookMs }: BurstTimes, share: number): number {
  return tookMs[Math.min(tookMs.length - 1, Math.floor(tookMs.length * share))] ?? 0
}

/** What GitHub sends of the label that a person set on an issue of before. */
export function labelledPayload(issue: number, repository: unknown): object {
  return {
    action: 'labeled',
    label: { name: 'incident-profile' },
    issue: { number: issue, created_at: '2025-02-01T00:00:00Z', updated_at: new Date().toISOString() },
    repository,
    sender: { login: 'wendy', type: 'User' },
    installation: { id: 7 },
  }
}
