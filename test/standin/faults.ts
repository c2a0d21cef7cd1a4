import { problem } from './answers.ts'
import type { Answer, Fault, World } from './types.ts'

/** The fault that hits this request, used up by one. */
export function takeFault(world: World, method: string, path: string): Fault | undefined {
  const hit = world.faults.find(({ fault, left }) => left > 0 && hits(fault, method, path))
  if (hit) hit.left -= 1
  return hit?.fault
}

function hits(fault: Fault, method: string, path: string): boolean {
  if (fault.method && fault.method !== '*' && fault.method !== method) return false
  if (typeof fault.path !== 'string') return fault.path.test(path)
  const source = fault.path.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${source.join('.*')}$`).test(path)
}

/** What a fault answers; undefined for those that hold or cut the connection. */
export function faultAnswer(fault: Fault): Answer | undefined {
  if (fault.status === 'hang' || fault.status === 'timeout-after-success') return undefined
  if (typeof fault.status === 'number') return problem(fault.status, 'Fault on demand')
  const message = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.'
  return { ...problem(403, message), headers: { 'retry-after': String(fault.retryAfterSeconds ?? 60) } }
}
