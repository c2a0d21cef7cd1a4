import type { ShapeKind } from '../../diagnosis/index.ts'
import { type RepositoryName, searchByMeaning, searchThreads, type Thread } from '../../github/index.ts'
import type { Enquiry } from '../enquiry.ts'
import { symptomWords } from './search-words.ts'
import { writePlainQuery, writeQuery } from './write-query.ts'

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
 * Searches issues and pull requests by the words of the symptom and by symbols, each apart: together they would hardly ever match. The
 * first place is searched by meaning as well, with both together, where that is to be had.
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
  const [chief] = places
  const alike = chief === undefined ? null : await searchAlike(chief, shape, enquiry)
  return interleave(alike === null ? lists : [...lists, alike])
}

/** The last of the searches: what the others find has comments as well. */
function searchAlike(place: SearchPlace, shape: ShapeKind, enquiry: Enquiry): Promise<Thread[] | null> {
  const [signs = []] = symptomWords(shape, 1)
  const query = writePlainQuery(place, [...signs, ...place.symbols])
  return enquiry.trySearch((github, signal) => searchByMeaning(github, { query, first: mostFound, signal }))
}

function interleave(lists: readonly (readonly Thread[])[]): Thread[] {
  const byUrl = new Map<string, Thread>()
  // The first list that has a thread tells the most of it.
  const fullest = new Map([...lists].reverse().flatMap((list) => list.map((thread) => [thread.url, thread])))
  for (let place = 0; place < mostFound; place += 1) {
    for (const list of lists) {
      const thread = list[place]
      if (thread !== undefined && !byUrl.has(thread.url)) byUrl.set(thread.url, fullest.get(thread.url) ?? thread)
    }
  }
  return [...byUrl.values()]
}
