import { HeadwaterError } from '../errors.ts'

/** The error for an index that answers something other than what it documents. */
export function badAnswer(index: string, what: string): HeadwaterError {
  return new HeadwaterError('index-unavailable', `${index} answered ${what}; accepted: JSON of at most 1 MiB`)
}
