import { answerCommands } from './answer-commands.ts'
import { answerLabel, answerOpening } from './answer-label.ts'
import { atIncident, type Scene } from './at-incident.ts'
import type { RequestQueue } from './job-queue.ts'
import type { Request } from './jobs.ts'
import { reconcileIncident } from './reconcile-incident.ts'
import type { Tools } from './tools.ts'

/**
 * Looks at what a webhook asked for: whether it concerns us, who asks, and whether they may, at this moment. Answers at once,
 * and adds what is to be done to the work of the incident.
 */
export async function answerRequest(request: Request, tools: Tools, queue: RequestQueue): Promise<void> {
  const access = { permissions: { issues: 'write', contents: 'read' } } as const
  await atIncident(request.incident, tools, access, (scene) => answer(request, scene, queue))
}

async function answer(request: Request, scene: Scene, queue: RequestQueue): Promise<void> {
  switch (request.kind) {
    case 'labelled':
      return answerLabel(request, scene, queue)
    case 'opened':
      return answerOpening(request, scene)
    case 'commands':
      return answerCommands(request, scene)
    case 'reconcile':
      return reconcileIncident(request, scene, queue)
  }
}
