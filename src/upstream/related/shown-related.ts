import type { RelatedThread } from '../types.ts'

const mostShown = 5

/** Those of the related threads that a person is shown: five at most, and what is only a little like it where nothing else was found. */
export function shownRelated(related: readonly RelatedThread[]): readonly RelatedThread[] {
  const telling = related.filter(({ weak }) => !weak)
  return (telling.length > 0 ? telling : related).slice(0, mostShown)
}
