import { type GitHub, type Permissions, readIssue, statusOf } from '../github/index.ts'
import type { Incident } from './jobs.ts'
import type { Tools } from './tools.ts'

/** What something is done to an incident with. */
export interface Scene {
  readonly incident: Incident
  /** Narrowed to the service's repository and the permissions that were asked for. */
  readonly github: GitHub
  readonly tools: Tools
}

export interface Access {
  readonly permissions: Permissions
  /** Permissions that an installation may lack. */
  readonly optional?: Permissions
}

/**
 * Does something to an incident. Where it fails because the issue was deleted, transferred or locked meanwhile, there is
 * nobody to tell and nothing to try again: that is logged, and the job is done.
 */
export async function atIncident(
  incident: Incident,
  tools: Tools,
  access: Access,
  act: (scene: Scene) => Promise<void>,
): Promise<void> {
  const github = await tools.github.forRepository({ ...incident, ...access })
  try {
    await act({ incident, github, tools })
  } catch (error) {
    const status = statusOf(error)
    const isGone = [404, 410].includes(status) && (await readIssue(github, incident)) === null
    const isLocked = status === 403 && error instanceof Error && /\block(?:ed)?\b/i.test(error.message)
    if (!isGone && !isLocked) throw error
    const { owner, repo, issue } = incident
    tools.log.warn({ incident: `${owner}/${repo}#${issue}` }, isGone ? 'the issue is gone' : 'the issue is locked')
  }
}
