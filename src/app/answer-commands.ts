import { addReaction, mayWrite, type Reaction } from '../github/index.ts'
import type { CommentInput } from '../report/index.ts'
import type { Scene } from './at-incident.ts'
import { howToWrite, commands as known, verbs } from './commands.ts'
import { isLate } from './is-late.ts'
import type { CommandRequest, Work } from './jobs.ts'
import { putAnswer, readStatus } from './status-comment.ts'
import { workOfCommand } from './work-of-command.ts'

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

/** Answers the commands of a comment: who wrote it, whether they may, and what is to be done. */
export async function answerCommands(request: CommandRequest, scene: Scene): Promise<void> {
  const { incident, actor, commentId, commands } = request
  const { github, tools } = scene
  const react = (reaction: Reaction) => addReaction(github, { ...incident, commentId, reaction })
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
  const works = worksOf(request)
  // The same whether a webhook told of the command or it was found later: it is carried out once.
  for (const work of works) await tools.addWork(work, `command ${incident.repositoryId} ${work.answerTo}`)
  for (const [index, command] of commands.entries()) {
    const to = `${commentId}-${index}`
    if (command.verb === 'unknown') await putAnswer(scene, { to, comment: { kind: 'unknown-command', ...command } })
    if (command.verb === 'help') await putAnswer(scene, { to, comment: await describeCommands(scene) })
  }
  if (works.length === 0 && commands.some(({ verb }) => verb === 'help')) await react('rocket')
}

/** What a comment's commands ask for, in their order. Of reports that would follow one another only the last is written. */
function worksOf({ commands, incident, actor, commentId, delivery }: CommandRequest): Work[] {
  const works = commands.flatMap((command, index) => {
    return workOfCommand(command, { incident, askedBy: actor, answerTo: `${commentId}-${index}`, delivery }) ?? []
  })
  const kept = works.filter(({ kind }, index) => kind !== 'diagnose' || works[index + 1]?.kind !== 'diagnose')
  return kept.map((work, index) => (index === kept.length - 1 ? { ...work, completes: commentId } : work))
}

async function describeCommands(scene: Scene): Promise<CommentInput> {
  const now = { isReported: (await readStatus(scene)) === 'report' }
  return { kind: 'help', commands: verbs.map((verb) => ({ command: howToWrite(verb), does: known[verb].does(now) })) }
}
