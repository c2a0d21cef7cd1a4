// How one thread speaks of another: `#12` within a repository, `owner/name#12`, or the address of its page. Specified by
// https://docs.github.com/get-started/writing-on-github/working-with-advanced-formatting/autolinked-references-and-urls.

import type { IssueName, RepositoryName } from '../../github/index.ts'

/** A thread that a text names, and what the sentence says before. */
export interface ThreadMention extends IssueName {
  readonly before: string
}

const reference =
  /(?:https?:\/\/[\w.:-]{1,128}\/([\w.-]{1,39})\/([\w.-]{1,100})\/(?:issues|pull)\/|\b([\w-]{1,39})\/([\w.-]{1,100})#|(?<![\w/&])#)(\d{1,7})\b/g
const longestBefore = 120
const mostMentions = 200

/** The threads that a text names. Linear in the text. */
export function mentionsIn(text: string, home: RepositoryName): ThreadMention[] {
  const mentions: ThreadMention[] = []
  for (const found of text.matchAll(reference)) {
    const [, urlOwner, urlRepo, owner, repo, number] = found
    mentions.push({
      owner: urlOwner ?? owner ?? home.owner,
      repo: urlRepo ?? repo ?? home.repo,
      issue: Number(number),
      before: sentenceBefore(text, found.index),
    })
    if (mentions.length === mostMentions) break
  }
  return mentions
}

export function isSameThread(first: IssueName, second: IssueName): boolean {
  const key = ({ owner, repo, issue }: IssueName) => `${owner}/${repo}#${issue}`.toLowerCase()
  return key(first) === key(second)
}

function sentenceBefore(text: string, end: number): string {
  const before = text.slice(Math.max(0, end - longestBefore), end)
  return before.split(/[.!?;]\s|\n/).at(-1) ?? ''
}
