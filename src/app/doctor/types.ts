import type { GitHubApp } from '../../github/index.ts'
import type { Settings } from '../read-settings.ts'

/** What is looked at, in this order. */
export const checkNames = [
  'settings',
  'credentials',
  'permissions',
  'webhook',
  'deliveries',
  'database',
  'git',
  'attachments',
] as const
export type CheckName = (typeof checkNames)[number]

export interface Finding {
  readonly check: CheckName
  /** `skipped`: there is nothing to look at, or what it needs is out of order. */
  readonly state: 'ok' | 'finding' | 'skipped'
  /** One sentence, without its full stop. */
  readonly what: string
  /** What a person does about it; null where nothing need be done. */
  readonly remedy: string | null
}

/** What the checks work with. */
export interface Practice {
  readonly settings: Settings
  readonly github: GitHubApp
  readonly clock: () => Date
}

export type Said = Omit<Finding, 'check'>

export const ok = (what: string): Said => ({ state: 'ok', what, remedy: null })
export const skipped = (what: string, remedy: string | null = null): Said => ({ state: 'skipped', what, remedy })
export const finding = (what: string, remedy: string): Said => ({ state: 'finding', what, remedy })
