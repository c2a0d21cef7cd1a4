import type { DependencyGraph, Package, ServiceFile } from '../../ownership/index.ts'
import type { Release } from '../../packages/index.ts'
import type { RemedyStep } from '../../upstream/index.ts'

/** What an index says of the version that is left and of the one that is come to; null where it was not asked or does not know. */
export interface ReleasePair {
  readonly from: Release | null
  readonly to: Release | null
}

export interface UpgradeQuestion {
  /** The service's lockfiles and manifests. */
  readonly files: readonly ServiceFile[]
  readonly graph: DependencyGraph
  /** What has to move, parents first. */
  readonly steps: readonly RemedyStep[]
  /** By `RemedyStep.purl`. */
  readonly releases: ReadonlyMap<string, ReleasePair>
}

/** A pull request on the service, before it is one. */
export interface Upgrade {
  /** Files with their new text; empty where nothing can be edited by hand. */
  readonly files: readonly ServiceFile[]
  /** What was edited, a sentence each. */
  readonly edits: readonly string[]
  /** What a person has to run in the branch, in order; empty where the edits are complete. */
  readonly commands: readonly string[]
  /** Whether a build that insists on the lockfile (`--locked`, `npm ci`, `-mod=readonly`) accepts the branch as it is. */
  readonly locked: 'green' | 'red'
  /** Why, and what else a reviewer must mind, a sentence each. */
  readonly mind: readonly string[]
}

/** One step, with what there is to do it with. */
export interface StepScene {
  readonly step: RemedyStep
  /** As the ecosystem writes it. */
  readonly name: string
  /** The copies of the package that are left: those of the step's old version. */
  readonly copies: readonly Package[]
  readonly graph: DependencyGraph
  readonly release: ReleasePair
  /** The service's files as far as they are edited. */
  readonly files: ReadonlyMap<string, string>
  /** Whether the lockfile is up to date so far: behind a parent that is not locked, nothing can be locked. */
  readonly isSettled: boolean
}

/** What one step did. */
export interface StepOutcome {
  /** By path. */
  readonly files: ReadonlyMap<string, string>
  readonly edits: readonly string[]
  /** Null where the lockfile is as the package manager would have written it. */
  readonly open: OpenEnd | null
}

/** What is left for a person. */
export interface OpenEnd {
  readonly reason: string
  readonly command: string
}

/** How one ecosystem's files are edited. Pure; it answers with no files where it cannot. */
export type Upgrader = (scene: StepScene) => StepOutcome
