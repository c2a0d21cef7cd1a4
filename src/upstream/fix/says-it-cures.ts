import type { IssueName, RepositoryName, Thread } from '../../github/index.ts'
import { isSameThread, mentionsIn } from './mentions-of.ts'

const cures =
  /\b(?:fix(?:es|ed|ing)?|correct(?:s|ed|ing|ion)?|complet(?:e|es|ed|ing|ion)|clos(?:e|es|ed|ing)|resolv(?:e|es|ed|ing)|address(?:es|ed|ing)?|amend(?:s|ed|ing)?|follow[- ]?up|repair(?:s|ed|ing)?|solv(?:e|es|ed|ing)|regress(?:ion|ed)?|cure[sd]?)\b/i
const reverts = /\brevert(?:s|ed|ing)?\b/i
const backports = /\b(?:back-?port(?:s|ed|ing)?|cherry[- ]pick(?:s|ed|ing)?)\b/i

/** What a thread says that it does to another one. */
export type Claim = 'cures' | 'reverts' | 'backports'

/** Reads it from the sentences that name the other thread; null where none says any of it. */
export function claimOf(thread: Thread, other: IssueName): Claim | null {
  return claimIn([thread.title, thread.body], other, thread)
}

/** Likewise from texts, in which a bare `#12` is one of the home's. */
export function claimIn(texts: readonly string[], other: IssueName, home: RepositoryName): Claim | null {
  const sentences = texts
    .flatMap((text) => mentionsIn(text, home))
    .filter((mention) => isSameThread(mention, other))
    .map(({ before }) => before)
  if (sentences.some((sentence) => reverts.test(sentence))) return 'reverts'
  if (sentences.some((sentence) => backports.test(sentence))) return 'backports'
  return sentences.some((sentence) => cures.test(sentence)) ? 'cures' : null
}

/** The threads by which a comment says that something was cured. */
export function curedBy(comment: string, home: { readonly owner: string; readonly repo: string }): IssueName[] {
  return mentionsIn(comment, home)
    .filter(({ before }) => cures.test(before) && !reverts.test(before))
    .map(({ owner, repo, issue }) => ({ owner, repo, issue }))
}
