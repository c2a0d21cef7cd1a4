import { addReaction, mayWrite } from '../github/index.ts'
import type { CommentInput } from '../report/index.ts'
import { atIncident, type Scene } from './at-incident.ts'
import { howToWrite, commands as known, verbs } from './commands.ts'
import type { CommandRequest, LabelRequest, OpeningRequest, Request, Work } from './jobs.ts'
import { readConfiguration } from './read-configuration.ts'
import { putAnswer, putStatus, readStatus } from './status-comment.ts'
import type { Tools } from './tools.ts'
import { workOfCommand } from './work-of-command.ts'

const dayMs = 24 * 60 * 60 * 1000
const lateAnswer: CommentInput = {
  kind: 'trouble',
  what: 'the command arrived more than a day after it was written, so it was not carried out',
  profiles: [],
  next: ['If it is still wanted, write it again in a new comment.'],
  commands: [],
}

const onlyWriters: CommentInput = {
  kind: 'outcome',
  what: 'An approval by somebody without write permission is none',
  details: ['Nothing was published.'],
  links: [],
  next: [
    'Somebody with write permission on this repository looks at the preview and approves its hash in a new comment.',
  ],
  commands: [],
}

/**
 * Looks at what a webhook asked for: whether it concerns us, who asks, and whether they may, at this moment. Answers at once,
 * and adds what is to be done to the work of the incident.
 */
export async function answerRequest(request: Request, tools: Tools): Promise<void> {
  const access = { permissions: { issues: 'write', contents: 'read' } } as const
  await atIncident(request.incident, tools, access, (scene) => answer(request, scene))
}

async function answer(request: Request, scene: Scene): Promise<void> {
  switch (request.kind) {
    case 'labelled':
      return answerLabel(request, scene)
    case 'opened':
      return answerOpening(request, scene)
    case 'commands':
      return answerCommands(request, scene)
  }
}

async function answerLabel(request: LabelRequest, scene: Scene): Promise<void> {
  const { incident, actor, delivery } = request
  const { github, tools } = scene
  const { configuration } = await readConfiguration(github, incident)
  if (request.label !== configuration.label) return
  const status = await readStatus(scene)
  // GitHub tells of a form's labels twice: as the issue is opened, and one by one.
  if (request.sinceOpening && status === 'waiting') return
  if (!(await mayWrite(github, { ...incident, login: actor }))) {
    if (status === null) await wait(scene, 'Who set the label has no write permission here.')
  } else if (isLate(request, tools)) {
    if (status === null) await wait(scene, 'The label was set more than a day ago.')
  } else {
    await tools.addWork({ kind: 'diagnose', incident, askedBy: actor, answerTo: null }, delivery)
  }
}

async function answerOpening(request: OpeningRequest, scene: Scene): Promise<void> {
  const { configuration } = await readConfiguration(scene.github, scene.incident)
  if (!request.labels.includes(configuration.label)) return
  if ((await readStatus(scene)) !== null) return
  await wait(scene, 'The label came with the issue.')
}

async function answerCommands(request: CommandRequest, scene: Scene): Promise<void> {
  const { incident, actor, commentId, commands, delivery } = request
  const { github, tools } = scene
  const react = (reaction: 'eyes' | 'confused' | '-1') => addReaction(github, { ...incident, commentId, reaction })
  if (!(await mayWrite(github, { ...incident, login: actor }))) {
    await react('-1')
    // No comment for each: whoever may comment could make us write as many.
    if (commands.some(({ verb }) => verb === 'approve')) await putAnswer(scene, { to: 'readers', comment: onlyWriters })
    return
  }
  if (isLate(request, tools)) {
    await react('confused')
    return putAnswer(scene, { to: `${commentId}-0`, comment: lateAnswer })
  }
  for (const reaction of new Set(commands.map(({ verb }) => (verb === 'unknown' ? 'confused' : 'eyes')))) {
    // Who deletes a command takes it back.
    if (!(await react(reaction))) return
  }
  for (const work of worksOf(request)) await tools.addWork(work, `${delivery} ${work.answerTo}`)
  for (const [index, command] of commands.entries()) {
    const to = `${commentId}-${index}`
    if (command.verb === 'unknown') await putAnswer(scene, { to, comment: { kind: 'unknown-command', ...command } })
    if (command.verb === 'help') await putAnswer(scene, { to, comment: await describeCommands(scene) })
  }
}

/** What a comment's commands ask for, in their order. Of reports that would follow one another only the last is written. */
function worksOf({ commands, incident, actor, commentId }: CommandRequest): Work[] {
  const works = commands.flatMap(
    (command, index) => workOfCommand(command, { incident, askedBy: actor, answerTo: `${commentId}-${index}` }) ?? [],
  )
  return works.filter(({ kind }, index) => kind !== 'diagnose' || works[index + 1]?.kind !== 'diagnose')
}

async function describeCommands(scene: Scene): Promise<CommentInput> {
  const now = { isReported: (await readStatus(scene)) === 'report' }
  return { kind: 'help', commands: verbs.map((verb) => ({ command: howToWrite(verb), does: known[verb].does(now) })) }
}

function isLate({ at }: Request, { clock }: Tools): boolean {
  return clock().getTime() - Date.parse(at) > dayMs
}

async function wait(scene: Scene, reason: string): Promise<void> {
  await putStatus(scene, { state: 'waiting', comment: { kind: 'waiting', reason } })
}
