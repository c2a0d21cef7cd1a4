import { addReaction, awaitComment } from '../github/index.ts'
import { atIncident } from './at-incident.ts'
import { doWork } from './do-work.ts'
import type { Work } from './jobs.ts'
import type { Tools } from './tools.ts'

/**
 * Does one job of an incident and marks the comment that it completes, where people see it and a lost database can be rebuilt
 * from it. Work that adds work for the same comment goes on: it is not done yet.
 */
export async function carryOut(work: Work, tools: Tools): Promise<void> {
  let goesOn = false
  const addWork: Tools['addWork'] = async (next, ...how) => {
    if (next.completes === work.completes) goesOn = true
    await tools.addWork(next, ...how)
  }
  await awaitCommand(work, tools)
  await doWork(work, { ...tools, addWork })
  if (!goesOn) await markComment(work, tools, 'rocket')
}

/** A command's own comment may hold profiles and words; GitHub told of it, and may list it a moment later. */
async function awaitCommand({ incident, answerTo }: Work, tools: Tools): Promise<void> {
  const commentId = Number(/^\d+/.exec(answerTo ?? '')?.[0])
  if (!commentId) return
  await atIncident(incident, tools, { permissions: { issues: 'write' } }, ({ github }) =>
    awaitComment(github, { ...incident, commentId }),
  )
}

/** Marks the comment whose last command a work is; done with `rocket`, given up with `-1`. */
export async function markComment(
  { incident, completes: commentId }: Pick<Work, 'incident' | 'completes'>,
  tools: Tools,
  reaction: 'rocket' | '-1',
): Promise<void> {
  if (commentId === undefined) return
  await atIncident(incident, tools, { permissions: { issues: 'write' } }, async ({ github }) => {
    await addReaction(github, { ...incident, commentId, reaction })
  })
}
