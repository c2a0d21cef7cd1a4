import type { Fault, Standin } from '../../standin/index.ts'

/** What goes wrong with a call to GitHub: it breaks, it is done and never answered, it is too much, the connection is reset. */
export const strikes = ['500', 'timeout-after-success', 'secondary-rate-limit', 'cut'] as const
export type Strike = (typeof strikes)[number]

/** Calls of a step that go wrong, each in the same way. */
export interface Target {
  readonly strike: Strike
  /** For each, how many calls of the App go before it. */
  readonly calls: readonly number[]
}

/** What became of a step in which calls went wrong. */
export interface Struck extends Target {
  readonly step: string
  /** `POST /graphql`; fewer than asked for where the step had fewer calls. */
  readonly requests: readonly string[]
  /** What people see now and would not have seen, and the other way round. */
  readonly gained: readonly string[]
  readonly lost: readonly string[]
}

/**
 * Lets calls go wrong while something is done, and holds what people see then against what they see when all goes well.
 *
 * @param expected what they see when all goes well, in one of several ways
 */
export async function strikeCalls(
  standin: Standin,
  step: string,
  { strike, calls }: Target,
  act: () => Promise<void>,
  see: () => Promise<readonly string[]>,
  expected: readonly (readonly string[])[],
): Promise<Struck> {
  const status: Fault['status'] = strike === '500' ? 500 : strike
  const pending = calls.map((skip) => standin.fail({ path: /./, isForApp: true, skip, status, retryAfterSeconds: 1 }))
  try {
    await act()
  } finally {
    for (const one of pending) one.left = 0
  }
  const seen = await see()
  const differences = expected.map((lines) => ({ gained: without(seen, lines), lost: without(lines, seen) }))
  const [least = { gained: seen, lost: [] }] = differences.sort((a, b) => sizeOf(a) - sizeOf(b))
  return { strike, calls, step, requests: pending.flatMap(({ hit }) => hit), ...least }
}

function sizeOf({ gained, lost }: Pick<Struck, 'gained' | 'lost'>): number {
  return gained.length + lost.length
}

/** What people see where a step had told something else than it should, and the next ones leave that as it is. */
export function carryOver(lines: readonly string[], { gained, lost }: Struck): string[] {
  return [...without(lines, lost), ...gained]
}

/** Each line as often as it is more. */
function without(lines: readonly string[], others: readonly string[]): string[] {
  const left = [...others]
  return lines.filter((line) => {
    const at = left.indexOf(line)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}

/** Words in which a comment says that something is missing, or was given up. */
const admits = /could not|not read|not known|cannot be|given up|did not answer|was not|is left to you|is not in/i

/** Whether a step was completed as if nothing had happened. */
export function isSame(struck: Struck): boolean {
  return sizeOf(struck) === 0
}

/** Whether it was, or people are told what is missing of it. */
export function isBorne(struck: Struck): boolean {
  return isSame(struck) || struck.gained.some((line) => line.startsWith('comment') && admits.test(line))
}
