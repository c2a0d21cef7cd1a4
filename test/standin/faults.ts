import { problem } from './answers.ts'
import type { Answer, Call, Fault, World } from './types.ts'

/** The fault that hits this request, used up by one. */
export function takeFault(world: World, call: Call): Fault | undefined {
  const matching = world.faults.filter(({ fault, left }) => left > 0 && hits(fault, call))
  const hit = matching.find(({ skips }) => skips === 0)
  for (const pending of matching) if (pending !== hit && pending.skips > 0) pending.skips -= 1
  if (hit) {
    hit.left -= 1
    hit.hit.push(`${call.method} ${call.path}`)
  }
  return hit?.fault
}

function hits(fault: Fault, { method, path, actor }: Call): boolean {
  if (fault.isForApp && actor.kind === 'user') return false
  if (fault.method && fault.method !== '*' && fault.method !== method) return false
  if (typeof fault.path !== 'string') return fault.path.test(path)
  const source = fault.path.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${source.join('.*')}$`).test(path)
}

/** What a fault answers; undefined for those that hold or cut the connection. */
export function faultAnswer(fault: Fault): Answer | undefined {
  if (['hang', 'cut', 'timeout-after-success'].includes(String(fault.status))) return undefined
  if (typeof fault.status === 'number') {
    const { status, body, headers = {} } = fault
    if (body === undefined) return { ...problem(status, 'Fault on demand'), headers }
    const json = { 'content-type': 'application/json; charset=utf-8' }
    return { status, headers: { ...json, ...headers }, body: Buffer.from(body) }
  }
  const message = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.'
  return { ...problem(403, message), headers: { 'retry-after': String(fault.retryAfterSeconds ?? 60) } }
}
