import type { GitHubApp } from '../github/index.ts'
import type { Site } from '../intake/index.ts'
import type { Work } from './jobs.ts'
import type { Log } from './log.ts'
import type { ParseLimits } from './parse/index.ts'

/** What the handlers of jobs work with. */
export interface Tools {
  readonly github: GitHubApp
  /** The same cause adds the same work once. */
  readonly addWork: (work: Work, cause: string) => Promise<void>
  readonly clock: () => Date
  readonly log: Log
  /** Signs what is posted. */
  readonly markerKey: string
  readonly site: Site
  /** Where reading profiles must end sooner than usual. */
  readonly parseLimits?: Partial<ParseLimits>
}
