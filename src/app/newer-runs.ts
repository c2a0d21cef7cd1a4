import type { Comment } from '../github/index.ts'
import { readCommands } from './read-commands.ts'

/**
 * The comments that hold recordings of a newer run: what was attached last when a person asked to validate, in the same comment
 * or before it. They are no recordings of the incident.
 *
 * @param comments of people with write permission, the oldest first
 * @param isRecorded whether the issue's own text holds a recording
 * @param holdsRecording whether a comment does
 */
export function findNewerRuns(
  comments: readonly Comment[],
  isRecorded: boolean,
  holdsRecording: (comment: Comment) => boolean,
): Comment[] {
  const newer = new Set<Comment>()
  let last: Comment | null = null
  let recordings = isRecorded ? 1 : 0
  for (const comment of comments) {
    if (holdsRecording(comment)) {
      recordings += 1
      last = comment
    }
    const asks = !comment.isEdited && readCommands(comment.body).some(({ verb }) => verb === 'validate')
    // The only recording that there is cannot be the newer one.
    if (asks && last !== null && recordings > 1) newer.add(last)
  }
  return [...newer]
}
