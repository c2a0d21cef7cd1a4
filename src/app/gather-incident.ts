import { type GitHub, listComments, mayWrite, readIssue } from '../github/index.ts'
import { type IncidentFacts, type IncidentText, readIncident } from '../intake/index.ts'
import type { Incident } from './jobs.ts'

/** What an incident issue says, as far as it counts. */
export interface GatheredIncident {
  readonly facts: IncidentFacts
  /** The issue's body and the comments of people with write permission, in order. */
  readonly texts: readonly IncidentText[]
}

/** Of how many commenters the permission is looked up; the first ones of an incident work on it. */
const mostCommenters = 50

/**
 * Reads an incident's issue and comments. Whose attachments count is asked of GitHub now: the body counts, since somebody with
 * write permission asked for it to be read; of the comments only those by people with write permission.
 *
 * @returns null where the issue is no longer there
 */
export async function gatherIncident(github: GitHub, incident: Incident): Promise<GatheredIncident | null> {
  const issue = await readIssue(github, incident)
  if (issue === null) return null
  const comments = await listComments(github, incident)
  const people = [...new Set(comments.map(({ author }) => author.login))].filter(isPerson)
  const writers = new Set<string>()
  for (const login of people.slice(0, mostCommenters)) {
    if (await mayWrite(github, { ...incident, login })) writers.add(login)
  }
  return {
    facts: readIncident(issue.body),
    texts: [issue, ...comments.filter(({ author }) => writers.has(author.login))],
  }
}

/** Neither an App nor somebody who left GitHub. */
function isPerson(login: string): boolean {
  return login !== '' && !login.endsWith('[bot]')
}
