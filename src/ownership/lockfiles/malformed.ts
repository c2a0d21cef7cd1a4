import { HeadwaterError } from '../../errors.ts'
import { showText } from './show-text.ts'

/** Where in a lockfile: a line from 1, or the entry by its own words (`package 17`) or key where the format's reader keeps no lines. */
export type Place = number | string | { readonly key: string }

/** The error for a lockfile that breaks its own format. `what` says what is wrong and what would be accepted. */
export function malformed(path: string, place: Place, what: string, cause?: unknown): HeadwaterError {
  return new HeadwaterError('lockfile-malformed', `${showPath(path)}${showPlace(place)}: ${what}`, { cause })
}

function showPlace(place: Place): string {
  if (typeof place === 'number') return `:${place}`
  return `, ${typeof place === 'string' ? place : `key ${showText(place.key)}`}`
}

/** The error for a lockfile of a version or kind that is not read. `accepted` says what would be. */
export function unsupported(path: string, what: string, accepted: string): HeadwaterError {
  return new HeadwaterError('lockfile-unsupported', `${showPath(path)}: ${what}; accepted: ${accepted}`)
}

/** The error for a lockfile that is larger than anything a service has. */
export function tooLarge(path: string, what: string, accepted: string): HeadwaterError {
  return new HeadwaterError('too-large', `${showPath(path)}: ${what}; accepted: ${accepted}`)
}

/** A harmless path as it is, any other in quotes and escaped: a path comes from a repository, so from anyone. */
function showPath(path: string): string {
  return /^[\w@+./-]{1,200}$/.test(path) ? path : showText(path)
}
