import type { Tools } from './tools.ts'

const dayMs = 24 * 60 * 60 * 1000

/** Whether what was asked for is too old to be done: whoever asked has helped themselves since. */
export function isLate({ at }: { readonly at: string }, { clock }: Pick<Tools, 'clock'>): boolean {
  return clock().getTime() - Date.parse(at) > dayMs
}
