/** Why GitHub does not take a push, as far as its words tell. */
export interface PushRefusal {
  readonly why: 'workflows' | 'protected' | 'moved' | 'archived' | 'denied'
  /** The line in which it says so. */
  readonly said: string
}

/** GitHub's and git's words; https://docs.github.com/repositories/configuring-branches-and-merges-in-your-repository names the codes. */
const words: readonly (readonly [PushRefusal['why'], RegExp])[] = [
  ['workflows', /refusing to allow an? (?:GitHub App|OAuth App|integration).*workflow/i],
  ['protected', /GH006|GH013|protected branch|repository rule violations/i],
  ['archived', /was archived so it is read-only/i],
  ['moved', /stale info|non-fast-forward|fetch first|cannot lock ref/i],
  ['denied', /permission to .* denied|write access to repository not granted|error: 403|not found/i],
]

/** @returns null for what may go better next time */
export function readPushRefusal(message: string): PushRefusal | null {
  const lines = message.slice(0, 20_000).split('\n')
  for (const [why, pattern] of words) {
    const said = lines.find((line) => pattern.test(line))
    if (said !== undefined)
      return {
        why,
        said: said
          .replace(/^(?:remote|error|fatal):\s*/, '')
          .trim()
          .slice(0, 300),
      }
  }
  return null
}
