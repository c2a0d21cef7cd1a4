import { validationFailed } from '../answers.ts'
import { forward } from '../forward.ts'
import { refuseSearch } from '../graphql/search-query.ts'
import type { Route, World } from '../types.ts'

/** emulate searches; here it is judged whether GitHub would take the query. */
export function searchRoutes(world: World): Route[] {
  return ['issues', 'repositories'].map((what) => ({
    method: 'GET',
    pattern: `/search/${what}`,
    handle: (call) => {
      const refusal = refuseSearch(call.url.searchParams.get('q') ?? '')
      if (refusal === null) return forward(world, call)
      return validationFailed('Search', [{ field: 'q', code: 'invalid', message: refusal }])
    },
  }))
}
