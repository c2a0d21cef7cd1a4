import { validationFailed } from '../answers.ts'
import { forward } from '../forward.ts'
import { refuseSearch } from '../graphql/search-query.ts'
import { searchByMeaning } from '../search-by-meaning.ts'
import type { Route, World } from '../types.ts'

/** emulate searches by words; here it is judged whether GitHub would take the query, and searched by meaning. */
export function searchRoutes(world: World): Route[] {
  return ['issues', 'repositories'].map((what) => ({
    method: 'GET',
    pattern: `/search/${what}`,
    handle: (call) => {
      const refusal = refuseSearch(call.url.searchParams.get('q') ?? '')
      const byMeaning = what === 'issues' && call.url.searchParams.has('search_type')
      if (refusal === null) return byMeaning ? searchByMeaning(world, call) : forward(world, call)
      return validationFailed('Search', [{ field: 'q', code: 'invalid', message: refusal }])
    },
  }))
}
