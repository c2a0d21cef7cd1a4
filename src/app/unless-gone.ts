import { type GitHub, readIssue, statusOf } from '../github/index.ts'
import type { Incident } from './jobs.ts'
import type { Log } from './log.ts'

/**
 * Does something to an incident. Where it fails because the issue was deleted, transferred or locked meanwhile, there is
 * nobody to tell and nothing to try again: that is logged, and the job is done.
 */
export async function unlessGone(
  incident: Incident,
  { github, log }: { github: GitHub; log: Log },
  act: () => Promise<void>,
): Promise<void> {
  try {
    await act()
  } catch (error) {
    const status = statusOf(error)
    const isGone = [404, 410].includes(status) && (await readIssue(github, incident)) === null
    const isLocked = status === 403 && error instanceof Error && /\block(?:ed)?\b/i.test(error.message)
    if (!isGone && !isLocked) throw error
    const { owner, repo, issue } = incident
    log.warn({ incident: `${owner}/${repo}#${issue}` }, isGone ? 'the issue is gone' : 'the issue is locked')
  }
}
