import type { Comment, IssueName, RepositoryName } from '../github/index.ts'
import { readCommands } from './read-commands.ts'

/** What a person says, and nobody took back. */
export interface Word<What> {
  /** Login of the person. */
  readonly by: string
  readonly what: What
}

/** What people say on an incident, against or beside what Headwater finds. */
export interface Words {
  /** The culprit: a package's name or purl. */
  readonly suspect: Word<string> | null
  /** The upstream issue that knows the trouble. */
  readonly link: Word<IssueName> | null
  /** Where a contribution goes. */
  readonly target: Word<RepositoryName> | null
}

/**
 * Reads what people said out of an incident's comments, which is where it is kept: who deletes or edits a comment takes it
 * back. Of several the last one counts.
 *
 * @param comments of people with write permission, the oldest first
 */
export function readWords(comments: readonly Comment[]): Words {
  let words: Words = { suspect: null, link: null, target: null }
  for (const { body, author, isEdited } of comments) {
    if (isEdited) continue
    const word = <What>(what: What | null): Word<What> | null => (what === null ? null : { by: author.login, what })
    for (const command of readCommands(body)) {
      switch (command.verb) {
        case 'suspect':
          words = { ...words, suspect: word(command.name) }
          break
        case 'link':
          words = { ...words, link: word(command.issue) }
          break
        case 'target':
          words = { ...words, target: word(command.repository) }
          break
        default:
          break
      }
    }
  }
  return words
}
