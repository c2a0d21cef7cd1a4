import type { Probot } from 'probot'
import { HeadwaterError } from '../errors.ts'
import type { JobQueue } from './job-queue.ts'
import type { Incident, Request } from './jobs.ts'
import { readCommands } from './read-commands.ts'

/** GitHub gives up on a webhook after 10 seconds, and Probot answers after 9 whatever was done by then. */
const answerWithinMs = 8_000
/** An issue form sets its labels with the issue; a person needs longer. */
const withOpeningMs = 2_000

/** Whether a label came with its issue, as far as times tell. */
export function cameWithOpening(openedAt: string, labelledAt: string): boolean {
  return Date.parse(labelledAt) - Date.parse(openedAt) <= withOpeningMs
}

/** The parts of a webhook's payload that are looked at. */
interface Payload {
  readonly installation?: { readonly id: number }
  readonly repository: { readonly id: number; readonly name: string; readonly owner: { readonly login: string } }
  readonly issue: {
    readonly number: number
    readonly created_at: string
    readonly updated_at: string
    readonly pull_request?: unknown
  }
  readonly sender: { readonly login: string; readonly type?: string }
}

/** Where what webhooks tell is kept. */
export interface WebhookQueue extends Pick<JobQueue, 'store'> {
  readonly ledger: Pick<JobQueue['ledger'], 'noteOpening'>
}

/**
 * Has Probot store what webhooks ask for. Nothing is asked of GitHub and nothing is done here: a webhook is answered when its
 * job is stored, and with an error where it could not be, so that GitHub shows it as failed and can deliver it again.
 */
export function receiveWebhooks(probot: Probot, queue: WebhookQueue): void {
  const store = async (delivery: string, request: Request | null) => {
    if (request === null) return
    const isNew = await within(answerWithinMs, queue.store(delivery, request))
    probot.log.info({ delivery, kind: request.kind, isNew }, 'delivery')
  }
  probot.on('issues.labeled', ({ id, payload }) => {
    const base = readBase(id, payload)
    const label = payload.label?.name
    if (base === null || label === undefined || payload.sender.type === 'Bot') return
    const { created_at, updated_at } = payload.issue
    const sinceOpening = cameWithOpening(created_at, updated_at)
    return store(id, { ...base, at: updated_at, kind: 'labelled', label, sinceOpening })
  })
  probot.on('issues.opened', ({ id, payload }) => {
    const base = readBase(id, payload)
    const labels = (payload.issue.labels ?? []).flatMap((label) => (label ? [label.name] : []))
    if (base === null) return
    const keep = async () => {
      // Kept even without labels: one that is told of separately was then set by a person.
      await queue.ledger.noteOpening(base.incident, labels)
      if (labels.length > 0) await store(id, { ...base, at: payload.issue.created_at, kind: 'opened', labels })
    }
    return within(answerWithinMs, keep())
  })
  probot.on('issue_comment.created', ({ id, payload }) => {
    const base = readBase(id, payload)
    const { comment } = payload
    // A bot that quotes a command, our own comments among them, must never drive anything.
    if (base === null || payload.sender.type === 'Bot' || comment.user?.type === 'Bot') return
    const commands = readCommands(comment.body)
    if (commands.length === 0) return
    return store(id, { ...base, at: comment.created_at, kind: 'commands', commentId: comment.id, commands })
  })
}

/** What all requests have in common; null for a pull request, and where the App is not installed. */
function readBase(delivery: string, payload: Payload) {
  const { installation, repository, issue, sender } = payload
  if (installation === undefined || issue.pull_request !== undefined) return null
  const incident: Incident = {
    installationId: installation.id,
    repositoryId: repository.id,
    owner: repository.owner.login,
    repo: repository.name,
    issue: issue.number,
  }
  return { incident, delivery, actor: sender.login }
}

async function within<T>(milliseconds: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new HeadwaterError('internal', `the database did not answer within ${milliseconds} ms`))
    }, milliseconds)
  })
  return Promise.race([promise, limit]).finally(() => clearTimeout(timer))
}
