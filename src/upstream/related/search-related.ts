import type { ShapeKind } from '../../diagnosis/index.ts'
import { type RepositoryName, searchThreads, type Thread } from '../../github/index.ts'
import type { Enquiry } from '../enquiry.ts'
import { symptomWords } from './search-words.ts'
import { writeQuery } from './write-query.ts'

/** A repository to search, and what for. */
export interface SearchPlace extends RepositoryName {
  /** As `symbolWords` gives them. */
  readonly symbols: readonly string[]
  /** How many searches the words of the symptom may take. */
  readonly symptomSearches: number
}

/** Of each search. */
const mostFound = 15

/**
 * Searches issues and pull requests by the words of the symptom and by symbols, each apart: together they would hardly ever match.
 *
 * @returns each thread once; of the searches' lists first all that stand first, then all that stand second
 */
export async function searchRelated(
  places: readonly SearchPlace[],
  shape: ShapeKind,
  enquiry: Enquiry,
): Promise<Thread[]> {
  const lists: (readonly Thread[])[] = []
  for (const place of places) {
    const searches = [...symptomWords(shape, place.symptomSearches), place.symbols]
    for (const words of searches) {
      const query = writeQuery(place, words)
      if (query === null) continue
      const what = `the issues of ${place.owner}/${place.repo}`
      const found = await enquiry.askGraphql(what, 'search', (github) =>
        searchThreads(github, { query, first: mostFound }),
      )
      if (found !== null) lists.push(found)
    }
  }
  return interleave(lists)
}

function interleave(lists: readonly (readonly Thread[])[]): Thread[] {
  const byUrl = new Map<string, Thread>()
  for (let place = 0; place < mostFound; place += 1) {
    for (const list of lists) {
      const thread = list[place]
      if (thread !== undefined && !byUrl.has(thread.url)) byUrl.set(thread.url, thread)
    }
  }
  return [...byUrl.values()]
}
