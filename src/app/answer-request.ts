import { addReaction, type GitHub, mayWrite } from '../github/index.ts'
import type { CommentInput } from '../report/index.ts'
import type { CommandRequest, LabelRequest, OpeningRequest, Request } from './jobs.ts'
import { readConfiguration } from './read-configuration.ts'
import { putAnswer, putStatus, readStatus } from './status-comment.ts'
import type { Tools } from './tools.ts'
import { unlessGone } from './unless-gone.ts'

const dayMs = 24 * 60 * 60 * 1000
const lateAnswer: CommentInput = {
  kind: 'trouble',
  what: 'the command arrived more than a day after it was written, so it was not carried out',
  profiles: [],
  next: ['If it is still wanted, write it again in a new comment.'],
  commands: [],
}

/**
 * Looks at what a webhook asked for: whether it concerns us, who asks, and whether they may, at this moment. Answers at once,
 * and adds what is to be done to the work of the incident.
 */
export async function answerRequest(request: Request, tools: Tools): Promise<void> {
  const github = await tools.github.forRepository({
    ...request.incident,
    permissions: { issues: 'write', contents: 'read' },
  })
  await unlessGone(request.incident, { github, log: tools.log }, () => answer(request, github, tools))
}

async function answer(request: Request, github: GitHub, tools: Tools): Promise<void> {
  switch (request.kind) {
    case 'labelled':
      return answerLabel(request, github, tools)
    case 'opened':
      return answerOpening(request, github, tools)
    case 'commands':
      return answerCommands(request, github, tools)
  }
}

async function answerLabel(request: LabelRequest, github: GitHub, tools: Tools): Promise<void> {
  const { incident, actor, delivery } = request
  const { configuration } = await readConfiguration(github, incident)
  if (request.label !== configuration.label) return
  const status = await readStatus(github, incident, tools)
  // GitHub tells of a form's labels twice: as the issue is opened, and one by one.
  if (request.sinceOpening && status === 'waiting') return
  if (!(await mayWrite(github, { ...incident, login: actor }))) {
    if (status === null) await wait(request, github, tools, 'Who set the label has no write permission here.')
  } else if (isLate(request, tools)) {
    if (status === null) await wait(request, github, tools, 'The label was set more than a day ago.')
  } else {
    await tools.addWork({ kind: 'diagnose', incident, askedBy: actor, suspect: null }, delivery)
  }
}

async function answerOpening(request: OpeningRequest, github: GitHub, tools: Tools): Promise<void> {
  const { configuration } = await readConfiguration(github, request.incident)
  if (!request.labels.includes(configuration.label)) return
  if ((await readStatus(github, request.incident, tools)) !== null) return
  await wait(request, github, tools, 'The label came with the issue.')
}

async function answerCommands(request: CommandRequest, github: GitHub, tools: Tools): Promise<void> {
  const { incident, actor, commentId, commands, delivery } = request
  const react = (reaction: 'eyes' | 'confused' | '-1') => addReaction(github, { ...incident, commentId, reaction })
  if (!(await mayWrite(github, { ...incident, login: actor }))) {
    // No comment: whoever may comment could make us write as many.
    await react('-1')
    return
  }
  if (isLate(request, tools)) {
    await react('confused')
    return reply(request, github, tools, 0, lateAnswer)
  }
  for (const reaction of new Set(commands.map(({ verb }) => (verb === 'unknown' ? 'confused' : 'eyes')))) {
    // Who deletes a command takes it back.
    if (!(await react(reaction))) return
  }
  for (const [index, command] of commands.entries()) {
    const suspect = command.verb === 'suspect' ? command.name : null
    if (command.verb !== 'diagnose' && suspect === null) continue
    await tools.addWork({ kind: 'diagnose', incident, askedBy: actor, suspect }, `${delivery} ${index}`)
  }
  for (const [index, command] of commands.entries()) {
    if (command.verb === 'unknown') await reply(request, github, tools, index, { kind: 'unknown-command', ...command })
    if (command.verb === 'help')
      await reply(request, github, tools, index, await describeCommands(request, github, tools))
  }
}

async function describeCommands({ incident }: Request, github: GitHub, tools: Tools): Promise<CommentInput> {
  const isReported = (await readStatus(github, incident, tools)) === 'report'
  return {
    kind: 'help',
    commands: [
      {
        command: '/upstream diagnose',
        does: isReported ? 'reads the profiles again and renews the report' : 'reads the profiles and reports',
      },
      {
        command: '/upstream suspect NAME',
        does: 'reads the profiles and reports with the package NAME as the culprit, on your word',
      },
      { command: '/upstream help', does: 'writes this list' },
    ],
  }
}

function isLate({ at }: Request, { clock }: Tools): boolean {
  return clock().getTime() - Date.parse(at) > dayMs
}

async function wait({ incident }: Request, github: GitHub, tools: Tools, reason: string): Promise<void> {
  await putStatus(github, incident, tools, { state: 'waiting', comment: { kind: 'waiting', reason } })
}

/** A new comment: whoever wrote the command has to do something next. */
async function reply(
  { incident, commentId }: CommandRequest,
  github: GitHub,
  tools: Tools,
  index: number,
  comment: CommentInput,
): Promise<void> {
  await putAnswer(github, incident, tools, { to: `${commentId}-${index}`, comment })
}
