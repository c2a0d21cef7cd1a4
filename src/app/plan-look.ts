import type { ReportComment } from '../report/index.ts'
import type { Started } from '../upstream/index.ts'
import type { DiagnoseWork } from './jobs.ts'
import type { Tools } from './tools.ts'

/** How often what upstream did not answer is asked for again. */
const mostLooks = 4
/** Doubles and more with each look: 1, 4, 16 minutes, an hour. */
const firstLookSeconds = 60

/** The work that asks again for what is missing; null where nothing is, or it was asked for often enough. */
export function planLook(
  { answerTo, completes: _done, ...work }: DiagnoseWork,
  upstream: ReportComment['upstream'],
  started: Started | null,
  { clock, pacing }: Tools,
): { readonly work: DiagnoseWork; readonly cause: string; readonly seconds: number } | null {
  const times = [typeof upstream === 'object' ? upstream?.askAgainAt : null, started?.askAgainAt]
  // When all of it may be asked for: one look serves both.
  const [last] = times.flatMap((at) => (at ? [Date.parse(at)] : [])).sort((a, b) => b - a)
  const looks = (work.looks ?? 0) + 1
  if (last === undefined || looks > mostLooks) return null
  const wait = Math.max((last - clock().getTime()) / 1000, firstLookSeconds * 4 ** (looks - 1))
  const { repositoryId, issue } = work.incident
  return {
    work: { ...work, answerTo: null, looks },
    cause: `upstream ${repositoryId} ${issue} ${answerTo ?? work.delivery ?? ''} ${looks} ${clock().toISOString()}`,
    seconds: pacing ? Math.ceil(wait) : 1,
  }
}
