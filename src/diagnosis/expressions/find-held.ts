import type { Measures } from '../measure-owners.ts'
import type { PackageSources } from '../types.ts'
import type { Runner } from './find-runner.ts'
import { type Held, heldExpressions } from './held-expressions.ts'
import { filesOf } from './search-places.ts'

/** What the function that runs the hottest expressions holds; null where its code was not gathered or not found. */
export function findHeld({ owned }: Measures, { packages, hottest }: Runner, sources: PackageSources): Held | null {
  const files = filesOf(packages, sources)
  const frame = owned.frames[hottest.caller]
  if (files === null || frame === undefined) return null
  const place = (owned.profile.frames[hottest.caller]?.file ?? '').replaceAll('\\', '/')
  const type = typeOf(frame.symbol)
  const isItsFile = (path: string): boolean =>
    place === path ||
    place.endsWith(`/${path}`) ||
    (type !== null && (`/${path}`.endsWith(`/${type}.java`) || `/${path}`.endsWith(`/${type}.kt`)))
  return heldExpressions(files, isItsFile, frame.function)
}

/** `org/jsoup/helper/Validate` of `org.jsoup.helper.Validate$Inner.check`: on the JVM the outermost type has the file. */
function typeOf(symbol: string): string | null {
  const found = /(?:^|\s)((?:[a-z_]\w*[./]){1,20}[A-Z]\w*)(?:\$[\w$]+)?[.:]/.exec(symbol)
  return found?.[1]?.replaceAll('.', '/') ?? null
}
