/** Everything that can be wrong with what Headwater is given, and the two things that can be wrong with Headwater. */
export type ErrorCode =
  | 'usage'
  | 'file-unreadable'
  | 'too-large'
  | 'truncated'
  | 'profile-unrecognised'
  | 'profile-malformed'
  | 'profile-unlike'
  | 'lockfile-malformed'
  | 'lockfile-unsupported'
  | 'configuration-malformed'
  | 'index-unavailable'
  | 'upstream-unavailable'
  | 'runtime-missing'
  | 'internal'

/**
 * The one error that crosses a folder's face.
 *
 * `message` is one line that says what is wrong, where (file, line or byte offset) and what would be accepted.
 */
export class HeadwaterError extends Error {
  readonly code: ErrorCode

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'HeadwaterError'
    this.code = code
  }
}

/** The exit status of the command line for an error: 2 for input and call, 70 for a fault of ours. */
export function exitStatus(error: unknown): 2 | 70 {
  return error instanceof HeadwaterError && error.code !== 'internal' ? 2 : 70
}
