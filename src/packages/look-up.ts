import { HeadwaterError } from '../errors.ts'

/**
 * Runs one look-up under a deadline. Whatever of it is still open afterwards (the rest of an answer) is closed.
 *
 * @param index its name, for the message
 * @param signal ends the look-up besides
 * @throws HeadwaterError `index-unavailable`
 */
export async function lookUp<T>(
  index: string,
  signal: AbortSignal,
  deadlineMs: number,
  ask: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const over = new AbortController()
  try {
    return await ask(AbortSignal.any([signal, over.signal, AbortSignal.timeout(deadlineMs)]))
  } catch (error) {
    throw failedLookUp(index, error)
  } finally {
    over.abort()
  }
}

/** What went wrong in asking an index, in one line. */
export function failedLookUp(index: string, error: unknown): HeadwaterError {
  if (error instanceof HeadwaterError) return error
  const what = isTimeOut(error) ? 'did not answer in time' : `could not be asked (${codeOf(error)})`
  const message = `${index} ${what}; needed: an answer over HTTPS within the deadline`
  return new HeadwaterError('index-unavailable', message, { cause: error })
}

function isTimeOut(error: unknown): boolean {
  return error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError')
}

/** A system's code (`ENOTFOUND`) rather than a message, which may hold an address with credentials. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error'
  if ('code' in error && typeof error.code === 'string') return error.code
  return error.cause instanceof Error ? codeOf(error.cause) : error.name
}
