import { mayWrite } from '../github/index.ts'
import type { Scene } from './at-incident.ts'
import { isLate } from './is-late.ts'
import type { RequestQueue } from './job-queue.ts'
import type { LabelRequest, OpeningRequest } from './jobs.ts'
import { readConfiguration } from './read-configuration.ts'
import { putStatus, readStatus } from './status-comment.ts'

/** GitHub tells of a form's labels twice, in any order: as the issue is opened, and one by one. */
const mostLooks = 4

/** Answers a label: whether it is the one, who set it, and whether they may. */
export async function answerLabel(request: LabelRequest, scene: Scene, queue: RequestQueue): Promise<void> {
  const { incident, actor, delivery, label, looks = 0 } = request
  const { github, tools } = scene
  const { configuration } = await readConfiguration(github, incident)
  if (label !== configuration.label) return
  const status = await readStatus(scene)
  if (request.sinceOpening) {
    if (status === 'waiting') return
    const opening = await queue.ledger.openingOf(incident)
    if (opening === null && looks < mostLooks) {
      const seconds = tools.pacing ? 2 ** (looks + 1) : 1
      return queue.addRequest({ ...request, looks: looks + 1 }, `${delivery} look ${looks + 1}`, seconds)
    }
    if (opening === null || opening.includes(label)) {
      if (status === null) await wait(scene, cameWithIssue)
      return
    }
  }
  if (!(await mayWrite(github, { ...incident, login: actor }))) {
    if (status === null) await wait(scene, 'Who set the label has no write permission here.')
  } else if (isLate(request, tools)) {
    if (status === null) await wait(scene, 'The label was set more than a day ago.')
  } else {
    await tools.addWork({ kind: 'diagnose', incident, askedBy: actor, answerTo: null, delivery }, delivery)
  }
}

const cameWithIssue = 'The label came with the issue.'

/** Answers an issue that came with labels: one of an issue form waits for a command, whoever filled it in. */
export async function answerOpening(request: OpeningRequest, scene: Scene): Promise<void> {
  const { configuration } = await readConfiguration(scene.github, scene.incident)
  if (!request.labels.includes(configuration.label)) return
  if ((await readStatus(scene)) !== null) return
  await wait(scene, cameWithIssue)
}

async function wait(scene: Scene, reason: string): Promise<void> {
  await putStatus(scene, { state: 'waiting', comment: { kind: 'waiting', reason } })
}
