import { createHmac } from 'node:crypto'
import type { Package } from '../../ownership/index.ts'

/** Which incident a contribution comes from; of it only the number is published. */
export interface Origin {
  /** GitHub's id of the service repository. */
  readonly repositoryId: number
  /** Number of the incident issue. */
  readonly incident: number
}

/** The branches of one contribution. */
export interface BranchNames {
  readonly work: string
  readonly evidence: string
}

/**
 * Branches that are one incident's alone: two services may have incidents of the same number.
 *
 * @param key secret of the App
 */
export function branchNames(culprit: Pick<Package, 'name'>, origin: Origin, key: string): BranchNames {
  const name = `${slug(culprit.name)}-${tagOf(origin, key)}`
  const [work = '', evidence = ''] = branchPrefixes(origin)
  return { work: `${work}${name}`, evidence: `${evidence}${name}` }
}

/** How the branches of an incident of this number begin, whichever service's it is. */
export function branchPrefixes({ incident }: Pick<Origin, 'incident'>): string[] {
  return [`headwater/incident-${incident}-`, `headwater/evidence-${incident}-`]
}

/** Whether a branch is this incident's, whatever its culprit. */
export function isBranchOf(branch: string, origin: Origin, key: string): boolean {
  return branchPrefixes(origin).some((prefix) => branch.startsWith(prefix)) && branch.endsWith(`-${tagOf(origin, key)}`)
}

function tagOf({ repositoryId, incident }: Origin, key: string): string {
  return createHmac('sha256', key).update(`headwater branch 1\n${repositoryId}\n${incident}`).digest('hex').slice(0, 6)
}

function slug(name: string): string {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z\d]+/g, '-')
    .slice(-40)
    .replace(/^-|-$/g, '')
  return plain === '' ? 'package' : plain
}
