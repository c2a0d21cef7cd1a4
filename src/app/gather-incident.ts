import { type Comment, listComments, mayWrite, readIssue } from '../github/index.ts'
import { type IncidentFacts, type IncidentText, readIncident } from '../intake/index.ts'
import type { Scene } from './at-incident.ts'
import { readWords, type Words } from './read-words.ts'

/** What an incident issue says, as far as it counts. */
export interface GatheredIncident {
  readonly facts: IncidentFacts
  /** The issue's body and the comments of people with write permission, in order. */
  readonly texts: readonly IncidentText[]
  /** Those comments by themselves, with author and time. */
  readonly comments: readonly Comment[]
  readonly words: Words
}

/** Of how many commenters the permission is looked up; the first ones of an incident work on it. */
const mostCommenters = 50

/**
 * Reads an incident's issue and comments. Whose attachments and commands count is asked of GitHub now: the body counts, since
 * somebody with write permission asked for it to be read; of the comments only those by people with write permission.
 *
 * @returns null where the issue is no longer there
 */
export async function gatherIncident({ github, incident }: Scene): Promise<GatheredIncident | null> {
  const issue = await readIssue(github, incident)
  if (issue === null) return null
  const all = await listComments(github, incident)
  const people = [...new Set(all.map(({ author }) => author.login))].filter(isPerson)
  const writers = new Set<string>()
  for (const login of people.slice(0, mostCommenters)) {
    if (await mayWrite(github, { ...incident, login })) writers.add(login)
  }
  const comments = all.filter(({ author }) => writers.has(author.login))
  return { facts: readIncident(issue.body), texts: [issue, ...comments], comments, words: readWords(comments) }
}

/** Neither an App nor somebody who left GitHub. */
function isPerson(login: string): boolean {
  return login !== '' && !login.endsWith('[bot]')
}
