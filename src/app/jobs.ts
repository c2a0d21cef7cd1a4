import type { DraftKind } from '../contribution/index.ts'
import type { Trigger } from '../diagnosis/index.ts'
import type { IssueName, RepositoryName } from '../github/index.ts'
import type { Command } from './read-commands.ts'

/** An incident issue, and how to reach it. */
export interface Incident extends IssueName {
  readonly installationId: number
  readonly repositoryId: number
}

interface RequestBase {
  readonly incident: Incident
  /** X-GitHub-Delivery. */
  readonly delivery: string
  /** Login of who asks. */
  readonly actor: string
  /** When it was asked, as GitHub says. */
  readonly at: string
}

/** What a webhook asks for. It is looked at within seconds: who asks, whether they may, what is to be done. */
export type Request = LabelRequest | OpeningRequest | CommandRequest | ReconcileRequest

export interface LabelRequest extends RequestBase {
  readonly kind: 'labelled'
  readonly label: string
  /** Whether the issue came with the label, as far as times tell. */
  readonly sinceOpening: boolean
  /** How often it was put off until the issue's opening is heard of. */
  readonly looks?: number
}

export interface OpeningRequest extends RequestBase {
  readonly kind: 'opened'
  readonly labels: readonly string[]
}

export interface CommandRequest extends RequestBase {
  readonly kind: 'commands'
  readonly commentId: number
  readonly commands: readonly Command[]
}

/** Nobody asks: what the incident says on GitHub is held against what was done. */
export interface ReconcileRequest {
  readonly kind: 'reconcile'
  readonly incident: Incident
  /** Stands in the log where others have their delivery. */
  readonly delivery: string
}

/** What then is done, one after the other for each incident. */
export type Work = DiagnoseWork | DraftWork | ApproveWork | UpgradeWork | ValidateWork | InstrumentWork | WithdrawWork

/** What all works have in common. */
export interface WorkBase {
  readonly incident: Incident
  /** Login of who asked. */
  readonly askedBy: string
  /** Which command it carries out, for `putAnswer`; null where a label asked. */
  readonly answerTo: string | null
  /** X-GitHub-Delivery of what it follows from, for the log. */
  readonly delivery?: string
  /** The comment whose last command this is: with it the comment is done. */
  readonly completes?: number
}

/** Reads the profiles and writes the report. What people said (`suspect`, `link`, `target`) is read then. */
export interface DiagnoseWork extends WorkBase {
  readonly kind: 'diagnose'
  /** How often it was put off what upstream did not answer; left out where a person or a label asked. */
  readonly looks?: number
}

/** Shows what would be published. */
export interface DraftWork extends WorkBase {
  readonly kind: 'draft'
  /** Null: by the status of the fix. */
  readonly as: DraftKind | null
}

/** Publishes what was shown. */
export interface ApproveWork extends WorkBase {
  readonly kind: 'approve'
  /** As the person wrote it. */
  readonly hash: string
  /** The fork that was asked for, and how often it was looked for since; null before that. */
  readonly awaited: { readonly upstream: RepositoryName; readonly account: string; readonly looks: number } | null
}

/** Moves the service to the release with the fix. */
export interface UpgradeWork extends WorkBase {
  readonly kind: 'upgrade'
}

/** Compares a newer run with the incident. */
export interface ValidateWork extends WorkBase {
  readonly kind: 'validate'
  /** What who asks says of it. */
  readonly trigger: Trigger
}

/** Watches for the trouble's return. */
export interface InstrumentWork extends WorkBase {
  readonly kind: 'instrument'
}

/** Takes back what was published. */
export interface WithdrawWork extends WorkBase {
  readonly kind: 'withdraw'
}
