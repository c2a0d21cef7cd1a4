import type { NamingCommit, World } from '../types.ts'
import type { StoredThread } from './thread-seed.ts'

/** A thread in the one spelling that links use. */
export const keyOf = ({ repository, number }: Pick<StoredThread, 'repository' | 'number'>): string =>
  `${repository}#${number}`.toLowerCase()

export function findThread(world: World, key: string): StoredThread | undefined {
  return world.threads.get(key.toLowerCase())
}

const closing = /\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?\s+$/i

/** The threads whose texts name this one, and whether merging them closes it. */
export function referencesTo(world: World, thread: StoredThread): { source: StoredThread; willClose: boolean }[] {
  return [...world.threads.values()].flatMap((source) => {
    if (source === thread) return []
    const texts = [source.title, source.body, ...source.comments.map(({ body }) => body)]
    const named = texts.flatMap((text, index) =>
      [...text.matchAll(reference)].flatMap((found) => {
        const [whole, urlName, name, number] = found
        if (keyOf({ repository: urlName ?? name ?? source.repository, number: Number(number) }) !== keyOf(thread))
          return []
        // Only the description of a pull request closes an issue.
        return [{ whole, closes: index === 1 && closing.test(text.slice(Math.max(0, found.index - 20), found.index)) }]
      }),
    )
    if (named.length === 0) return []
    return [{ source, willClose: source.kind === 'pull-request' && named.some(({ closes }) => closes) }]
  })
}

/** The commits whose messages name this thread, and whether they close it: those of the default branch do, said with such a word. */
export function commitsNaming(world: World, thread: StoredThread): { commit: NamingCommit; closes: boolean }[] {
  return world.naming.flatMap((commit) => {
    const { message, repository } = commit
    const named = [...message.matchAll(reference)].filter(([, urlName, name, number]) => {
      const target = urlName ?? name ?? repository.fullName
      return keyOf({ repository: target, number: Number(number) }) === keyOf(thread)
    })
    if (named.length === 0) return []
    return [{ commit, closes: named.some(({ index }) => closing.test(message.slice(Math.max(0, index - 20), index))) }]
  })
}

const reference =
  /(?:https?:\/\/[\w.:-]+\/([\w.-]+\/[\w.-]+)\/(?:issues|pull)\/|([\w.-]+\/[\w.-]+)#|(?<![\w/&])#)(\d+)\b/g
