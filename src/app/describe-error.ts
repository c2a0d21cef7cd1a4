/** What the log keeps of an error. */
export interface ErrorRecord {
  readonly type: string
  readonly message: string
  readonly status?: number
  readonly stack?: string
  readonly cause?: ErrorRecord
}

const deepest = 4

/**
 * An error for the log: its words, and nothing that hangs on it. Octokit's carries the request, with its token and the text
 * that was to be published; that of the database the connection with its password.
 */
export function describeError(error: unknown, depth = 0): ErrorRecord {
  if (!(error instanceof Error)) return { type: typeof error, message: maskSecrets(String(error)) }
  const status = 'status' in error && typeof error.status === 'number' ? { status: error.status } : {}
  const stack = error.stack === undefined ? {} : { stack: maskSecrets(error.stack) }
  const cause = error.cause instanceof Error && depth < deepest ? { cause: describeError(error.cause, depth + 1) } : {}
  return { type: error.name, message: maskSecrets(error.message), ...status, ...stack, ...cause }
}

/** GitHub's tokens, JSON Web Tokens, keys, and what stands before the @ of an address. */
const secrets = [
  /\b(?:gh[a-z]_\w{8,}|github_pat_\w{8,}|v1\.[0-9a-f]{40}|eyJ[\w-]+\.[\w-]+\.[\w-]+)/g,
  /(?<=\b(?:bearer|token|basic)\s)[\w.~+/=-]{8,}/gi,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  /(?<=:\/\/)[^\s/@]+(?=@)/g,
]

export function maskSecrets(text: string): string {
  return secrets.reduce((masked, secret) => masked.replaceAll(secret, '[secret]'), text)
}
