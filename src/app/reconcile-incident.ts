import { findLabelling, listComments, listReactions } from '../github/index.ts'
import { answerCommands } from './answer-commands.ts'
import { answerLabel } from './answer-label.ts'
import type { Scene } from './at-incident.ts'
import { isLate } from './is-late.ts'
import type { RequestQueue } from './job-queue.ts'
import type { CommandRequest, ReconcileRequest } from './jobs.ts'
import { readCommands } from './read-commands.ts'
import { readConfiguration } from './read-configuration.ts'
import { cameWithOpening } from './receive-webhooks.ts'
import { readStatus, removeDoubles } from './status-comment.ts'

const minuteMs = 60 * 1000
/** GitHub keeps deliveries for three days; what is older than that was given up by whoever wrote it. */
export const reconciledMs = 3 * 24 * 60 * minuteMs
/** What a webhook tells is on its way for so long. */
const onItsWayMs = 2 * minuteMs

/**
 * Holds an incident on GitHub against what was done: a label without a status comment, a command without an answer, a comment
 * of ours that is there twice. That is how an incident is found whose webhook never came, and how a lost database is rebuilt.
 */
export async function reconcileIncident(
  { incident, delivery }: ReconcileRequest,
  scene: Scene,
  queue: RequestQueue,
): Promise<void> {
  // What is under way changes it while we look.
  if (await queue.hasWork(incident)) return
  await removeDoubles(scene)
  const forgotten = await findForgottenCommands(scene, delivery)
  for (const request of forgotten) await answerCommands(request, scene)
  if (forgotten.length > 0) return
  const status = await readStatus(scene)
  if (status === null) return answerForgottenLabel(scene, delivery, queue)
  // Who asked for it had the permission; the job is gone.
  if (status === 'reading') {
    await scene.tools.addWork({ kind: 'diagnose', incident, askedBy: '', answerTo: null, delivery }, delivery)
  }
}

/** The commands of the last days that bear no sign of ours that they were carried out or refused. */
async function findForgottenCommands({ github, incident, tools }: Scene, delivery: string): Promise<CommandRequest[]> {
  const forgotten: CommandRequest[] = []
  const login = await tools.github.ownLogin()
  for (const { id, author, body, createdAt, isEdited } of await listComments(github, incident)) {
    const ageMs = tools.clock().getTime() - Date.parse(createdAt)
    if (isEdited || author.login.endsWith('[bot]') || ageMs > reconciledMs || isOnItsWay(ageMs, tools)) continue
    const commands = readCommands(body)
    if (commands.length === 0) continue
    const reactions = await listReactions(github, { ...incident, commentId: id, login })
    if (isSettled(reactions, isLate({ at: createdAt }, tools))) continue
    const actor = author.login
    forgotten.push({ kind: 'commands', incident, delivery, actor, at: createdAt, commentId: id, commands })
  }
  return forgotten
}

/** `rocket`: done; `-1`: refused, or given up; `confused`: unknown, or too old; `eyes`: taken on. */
function isSettled(reactions: readonly string[], isTooOld: boolean): boolean {
  if (reactions.includes('rocket') || reactions.includes('-1')) return true
  return reactions.includes('confused') && (isTooOld || !reactions.includes('eyes'))
}

async function answerForgottenLabel(scene: Scene, delivery: string, queue: RequestQueue): Promise<void> {
  const { github, incident, tools } = scene
  const { configuration } = await readConfiguration(github, incident)
  const { label } = configuration
  const labelling = await findLabelling(github, { ...incident, label })
  if (labelling === null || labelling.actor.endsWith('[bot]')) return
  const { actor, at, openedAt } = labelling
  if (isOnItsWay(tools.clock().getTime() - Date.parse(at), tools)) return
  const sinceOpening = cameWithOpening(openedAt, at)
  await answerLabel({ kind: 'labelled', incident, delivery, actor, at, label, sinceOpening }, scene, queue)
}

function isOnItsWay(ageMs: number, { pacing }: Scene['tools']): boolean {
  return pacing && ageMs < onItsWayMs
}
