import type { GitHubApp } from '../github/index.ts'
import type { Site } from '../intake/index.ts'
import type { Work } from './jobs.ts'
import type { Log } from './log.ts'
import type { PackageClients } from './package-clients.ts'
import type { ParseLimits } from './parse/index.ts'

/** What the handlers of jobs work with. */
export interface Tools {
  readonly github: GitHubApp
  /** The same cause adds the same work once; with `afterSeconds` later, and the incident's other work goes on meanwhile. */
  readonly addWork: (work: Work, cause: string, afterSeconds?: number) => Promise<void>
  readonly clock: () => Date
  readonly log: Log
  readonly packages: PackageClients
  /** Signs what is posted. */
  readonly markerKey: string
  readonly site: Site
  /** Off on a stand-in: nothing waits longer than it must. */
  readonly pacing: boolean
  /** Where reading profiles must end sooner than usual. */
  readonly parseLimits?: Partial<ParseLimits>
}
