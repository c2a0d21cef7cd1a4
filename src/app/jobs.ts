import type { IssueName } from '../github/index.ts'
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
export type Request = LabelRequest | OpeningRequest | CommandRequest

export interface LabelRequest extends RequestBase {
  readonly kind: 'labelled'
  readonly label: string
  /** Whether the issue came with the label, as far as times tell. */
  readonly sinceOpening: boolean
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

/** What then is done, one after the other for each incident. */
export interface Work {
  readonly kind: 'diagnose'
  readonly incident: Incident
  readonly askedBy: string
  /** The package that a person names as the culprit. */
  readonly suspect: string | null
}
